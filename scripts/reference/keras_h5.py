"""
Small files as Keras 2 writes them (Keras 2.15, saving/legacy/hdf5_format.py: save_weights_to_hdf5_group and
save_attributes_to_hdf5_group), for src/ml/weights/keras-h5.test.ts, made with h5py:

  weights        model.save_weights('x.h5'): layers at the root
  model          model.save('x.h5'): layers under model_weights, the model's config as an attribute
  nested         a network inside a Sequential: one group for all of it
  chunked        names cut into several attributes; float64, gzip and shuffle; names without ':0'
  keras3         model.save_weights('x.weights.h5') of Keras 3: numbered variables
  keras3-legacy  model.save('x.h5') of Keras 3 (legacy_h5_format.py): as Keras 2, but for names without ':0' and kernels
                 of depthwise convolutions that are called as any other's
  missing        a tensor is listed that is not there
  wrong-type     a tensor of text
  huge           a tensor that claims 2^40 values and holds none
  nan            a NaN
  elsewhere      a tensor that is a link into another file

Prints them as JSON, base64. Run: /usr/bin/python3 scripts/reference/keras_h5.py > scripts/reference/keras_h5.json
"""
import base64
import io
import json

import h5py
import numpy as np


def values(shape, begin):
    return (begin + np.arange(np.prod(shape), dtype=np.float32)).reshape(shape) / 4


CONV = [('kernel', values((3, 3, 3, 2), 0))]
NORM = [(name, values((2,), 100 + 10 * i))
        for i, name in enumerate(['gamma', 'beta', 'moving_mean', 'moving_variance'])]
DENSE = [('kernel', values((2, 3), 200)), ('bias', values((3,), 300))]
LAYERS = {'input_1': [], 'conv1': CONV, 'conv1_bn': NORM, 'predictions': DENSE}


def names(texts):
    return np.array([text.encode('utf8') for text in texts])


def save_layers(group, layers, suffix=':0', **options):
    group.attrs['layer_names'] = names(layers)
    group.attrs['backend'] = b'tensorflow'
    group.attrs['keras_version'] = b'2.15.0'
    for layer, tensors in layers.items():
        inner = group.create_group(layer)
        listed = [f'{layer}/{name}{suffix}' for name, _ in tensors]
        inner.attrs['weight_names'] = names(listed) if listed else np.array([])
        for path, (_, data) in zip(listed, tensors):
            inner.create_dataset(path, data=data, **options)


def weights(file):
    save_layers(file, LAYERS)


def model(file):
    file.attrs['keras_version'] = b'2.15.0'
    file.attrs['model_config'] = json.dumps({'class_name': 'Functional', 'config': {}})
    save_layers(file.create_group('model_weights'), LAYERS)


def nested(file):
    group = file.create_group('model_weights')
    group.attrs['layer_names'] = names(['mobilenet_1.00_224', 'dense_1'])
    inner = group.create_group('mobilenet_1.00_224')
    listed = [f'{layer}/{name}:0' for layer in ['conv1', 'conv1_bn'] for name, _ in LAYERS[layer]]
    inner.attrs['weight_names'] = names(listed)
    for path, (_, data) in zip(listed, CONV + NORM):
        inner.create_dataset(path, data=data)
    top = group.create_group('dense_1')
    top.attrs['weight_names'] = names(['sequential/dense_1/kernel:0', 'sequential/dense_1/bias:0'])
    for path, (_, data) in zip(['sequential/dense_1/kernel:0', 'sequential/dense_1/bias:0'], DENSE):
        top.create_dataset(path, data=data)


def chunked(file):
    wide = {layer: [(name, data.astype(np.float64)) for name, data in tensors]
            for layer, tensors in LAYERS.items()}
    save_layers(file, wide, suffix='', compression='gzip', shuffle=True)
    del file.attrs['layer_names']
    file.attrs['layer_names0'] = names(['input_1', 'conv1'])
    file.attrs['layer_names1'] = names(['conv1_bn', 'predictions'])
    inner = file['conv1_bn']
    listed = list(inner.attrs['weight_names'])
    del inner.attrs['weight_names']
    for i, name in enumerate(listed):
        inner.attrs[f'weight_names{i}'] = np.array([name])


def keras3(file):
    file.create_dataset('layers/conv2d/vars/0', data=CONV[0][1])
    file.create_dataset('layers/batch_normalization/vars/0', data=NORM[0][1])
    file.create_group('vars')


def keras3_legacy(file):
    save_layers(file.create_group('model_weights'),
                {'conv1': CONV, 'conv_dw_1': [('kernel', values((3, 3, 2, 1), 0))]}, suffix='')


def missing(file):
    save_layers(file, LAYERS)
    del file['conv1_bn/conv1_bn/beta:0']


def wrong_type(file):
    save_layers(file, LAYERS)
    del file['conv1/conv1/kernel:0']
    file['conv1'].create_dataset('conv1/kernel:0', data=np.array([b'text']))


def huge(file):
    save_layers(file, LAYERS)
    del file['conv1/conv1/kernel:0']
    file['conv1'].create_dataset('conv1/kernel:0', shape=(2**20, 2**20), dtype='f4', chunks=(64, 64))


def nan(file):
    save_layers(file, LAYERS)
    file['predictions/predictions/bias:0'][1] = np.nan


def elsewhere(file):
    save_layers(file, LAYERS)
    del file['conv1/conv1/kernel:0']
    file['conv1/conv1/kernel:0'] = h5py.ExternalLink('/etc/passwd', '/kernel')


def encoded(write):
    buffer = io.BytesIO()
    with h5py.File(buffer, 'w', track_order=False) as file:
        write(file)
    return base64.b64encode(buffer.getvalue()).decode('ascii')


if __name__ == '__main__':
    makers = {'weights': weights, 'model': model, 'nested': nested, 'chunked': chunked, 'keras3': keras3, 'keras3-legacy': keras3_legacy,
              'missing': missing, 'wrong-type': wrong_type, 'huge': huge, 'nan': nan, 'elsewhere': elsewhere}
    print(json.dumps({name: encoded(write) for name, write in makers.items()}, indent=2))
