"""Accuracy from mean colour only on the generated sample: the baseline that the trained head has to beat.

    /usr/bin/python3 scripts/reference/sample_mean_colour.py DIR

DIR holds the sample's JPEGs and its table, as `npx tsx scripts/write-sample.ts --out DIR` writes them. Prints the accuracy of
multinomial logistic regression on the three mean RGB values, of the best of three classifiers on them, and of
logistic regression on a thumbnail of 4 x 6 colours; stratified 80/20 splits, seeds 1 to 5. The class is the
first genre. Needs scikit-learn and Pillow.
"""
import ast
import csv
import os
import sys

import numpy as np
from PIL import Image
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def load(folder):
    means, thumbnails, genres = [], [], []
    with open(os.path.join(folder, 'movies_metadata.csv'), newline='') as table:
        for row in csv.DictReader(table):
            listed = ast.literal_eval(row['genres'])
            path = os.path.join(folder, row['poster_path'].lstrip('/'))
            if not listed or not row['poster_path'] or not os.path.exists(path):
                continue
            image = Image.open(path).convert('RGB')
            means.append(np.asarray(image, float).mean((0, 1)))
            thumbnails.append(np.asarray(image.resize((4, 6), Image.BOX), float).ravel())
            genres.append(listed[0]['name'])
    return np.array(means), np.array(thumbnails), np.array(genres)


def accuracies(make, features, genres):
    found = []
    for seed in range(1, 6):
        train_x, test_x, train_y, test_y = train_test_split(
            features, genres, test_size=0.2, stratify=genres, random_state=seed)
        found.append(make_pipeline(StandardScaler(), make()).fit(train_x, train_y).score(test_x, test_y))
    return np.array(found)


def main():
    means, thumbnails, genres = load(sys.argv[1])
    names, counts = np.unique(genres, return_counts=True)
    print(f'{len(genres)} posters:', ', '.join(f'{n} {c}' for n, c in zip(names, counts)))
    print(f'majority class: {counts.max() / counts.sum():.3f}')
    for title, features, make in [
        ('mean colour, logistic regression', means, lambda: LogisticRegression(max_iter=2000)),
        ('mean colour, 15 nearest neighbours', means, lambda: KNeighborsClassifier(15)),
        ('mean colour, random forest', means, lambda: RandomForestClassifier(300, min_samples_leaf=4, random_state=1)),
        ('4 x 6 colours, logistic regression', thumbnails, lambda: LogisticRegression(max_iter=4000, C=0.02)),
        ('4 x 6 colours, random forest', thumbnails, lambda: RandomForestClassifier(300, random_state=1)),
    ]:
        found = accuracies(make, features, genres)
        print(f'{title}: {found.mean():.3f} ± {found.std():.3f}')


main()
