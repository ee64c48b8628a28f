/** Published figures as a person reads them. */
import { figureText } from '../metrics';
import type { Task } from '../tasks/task';
import { titleIn } from '../tasks/monitors';
import type { PublishedFigure } from './preset';

/** As it was published: "about 85 %". */
export function publishedText({ metric, value, digits, about }: PublishedFigure): string {
  return `${about ? 'about ' : ''}${figureText(metric, value, digits)}`;
}

/** What a figure is of: "Recall of Horror". @param task of the run that it was published for. */
export function figureTitle(
  { metric, label }: Pick<PublishedFigure, 'metric' | 'label'>,
  task: Task,
): string {
  const title = titleIn(task, metric);
  return label === undefined ? title : `${title} of ${label}`;
}
