/** Formats published figures for reading. */
import { figureText } from '../metrics';
import type { Task } from '../tasks/task';
import { titleIn } from '../tasks/monitors';
import type { PublishedFigure } from './preset';

/** As published: "about 85 %". */
export function publishedText({ metric, value, digits, about }: PublishedFigure): string {
  return `${about ? 'about ' : ''}${figureText(metric, value, digits)}`;
}

/** A figure's title: "Recall of Horror". @param task of the run that it was published for. */
export function figureTitle(
  { metric, label }: Pick<PublishedFigure, 'metric' | 'label'>,
  task: Task,
): string {
  const title = titleIn(task, metric);
  return label === undefined ? title : `${title} of ${label}`;
}
