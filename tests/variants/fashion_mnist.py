"""Right answers to exercise 08, written otherwise than in the solution."""

PREPARE_BY_LIBRARY = """
from course_lib.utils import to_categorical

def prepare(images, labels):
    return images.reshape(*images.shape, 1).astype(np.float32) / 255, to_categorical(labels, 10)
"""
PREPARE_ONE_BY_ONE = """
def prepare(images, labels):
    x = [[[[pixel / 255] for pixel in row] for row in image] for image in images]
    return np.array(x), [[1.0 if label == k else 0 for k in range(10)] for label in labels]
"""
LOSS_BY_LIBRARY = """
import course_lib

def loss_and_slope(scores, y):
    losses = course_lib.losses.categorical_crossentropy(y, scores, from_logits=True)
    return losses.mean(), (course_lib.layers.Softmax()(scores * 1.0) - y) / len(y)
"""
LOSS_ROW_BY_ROW = """
def loss_and_slope(scores, y):
    n = len(scores)
    slope, losses = np.zeros(scores.shape), []
    for i in range(n):
        shifted = scores[i] - max(scores[i])
        logs = shifted - np.log(sum(np.exp(shifted)))
        losses.append(-logs[np.argmax(y[i])])
        slope[i] = (np.exp(logs) - y[i]) / n
    return [sum(losses) / n, slope]
"""
SCORES_BY_LAYERS = """
from course_lib import layers

def scores_of(x, weights):
    filters, bias, matrix, shift = weights
    kh, kw, _, c_out = filters.shape
    conv, dense = layers.Conv2D(c_out, (kh, kw), activation="relu"), layers.Dense(len(shift))
    conv(x)
    conv.set_weights([filters, bias])
    rows = layers.Flatten()(layers.MaxPool2D()(conv(x)))
    dense(rows)
    dense.set_weights([matrix, shift])
    return dense(rows)
"""
SCORES_BY_EINSUM = """
def scores_of(x, weights):
    filters, bias, matrix, shift = weights
    windows = np.lib.stride_tricks.sliding_window_view(x[..., 0], filters.shape[:2], axis=(1, 2))
    out = np.einsum("nyxij,ijo->nyxo", windows, filters[:, :, 0]) + bias
    n, h, w, c = out.shape
    out = out[:, : h // 2 * 2, : w // 2 * 2].reshape(n, h // 2, 2, w // 2, 2, c)
    return np.maximum(out.max(axis=(2, 4)), 0).reshape(n, -1) @ matrix + shift
"""
SLOPES_BY_LAYERS = """
import course_lib

def slopes_of(x, weights, slope):
    kh, kw, _, c_out = weights[0].shape
    layers = course_lib.layers
    model = course_lib.Sequential([layers.Conv2D(c_out, (kh, kw), activation="relu")])
    for layer in (layers.MaxPool2D(), layers.Flatten(), layers.Dense(len(weights[3]))):
        model.add(layer)
    model(x)
    model.set_weights(weights)
    model(x, training=True)
    model.backward(slope)
    return model.gradients
"""
SLOPES_BY_WINDOWS = """
def slopes_of(x, weights, slope):
    filters, bias, matrix, shift = weights
    kh, kw = filters.shape[:2]
    windows = np.lib.stride_tricks.sliding_window_view(x[..., 0], (kh, kw), axis=(1, 2))
    before = np.einsum("nyxij,ijo->nyxo", windows, filters[:, :, 0]) + bias
    n, h, w, c = before.shape
    pooled = np.zeros((n, h // 2, w // 2, c))
    by_pooled = (slope @ matrix.T).reshape(pooled.shape)
    back = np.zeros(before.shape)
    for i, y, x0, k in np.ndindex(pooled.shape):
        window = np.maximum(before[i, 2 * y : 2 * y + 2, 2 * x0 : 2 * x0 + 2, k], 0)
        row, column = divmod(window.argmax(), 2)
        pooled[i, y, x0, k] = window[row, column]
        if window[row, column] > 0:
            back[i, 2 * y + row, 2 * x0 + column, k] = by_pooled[i, y, x0, k]
    by_filters = np.einsum("nyxij,nyxo->ijo", windows, back)[:, :, None]
    by_matrix = np.einsum("nf,no->fo", pooled.reshape(n, -1), slope)
    return by_filters, np.einsum("nyxo->o", back), by_matrix, slope.sum(0)
"""
TRAIN_WITH_COPIES = f"""
{LOSS_ROW_BY_ROW}
{SCORES_BY_EINSUM}
{SLOPES_BY_LAYERS}

def train_and_test(train, test, weights, rate, epochs):
    mine = [weight.copy() for weight in weights]
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        batches = list(zip(*(np.split(part, range(20, len(part), 20)) for part in train)))
        for x, y in batches:
            loss, slope = loss_and_slope(scores_of(x, mine), y)
            losses[epoch] += loss / len(batches)
            for weight, gradient in zip(mine, slopes_of(x, mine, slope)):
                weight -= rate * gradient
    scores = scores_of(test[0], mine)
    right = [np.argmax(a) == np.argmax(b) for a, b in zip(scores, test[1])]
    return losses, sum(right) / len(right)
"""
TRAIN_BY_LIBRARY = """
import course_lib

def train_and_test(train, test, weights, rate, epochs):
    layers = course_lib.layers
    kh, kw, _, c_out = weights[0].shape
    model = course_lib.Sequential([layers.Conv2D(c_out, (kh, kw), activation="relu")])
    for layer in (layers.MaxPool2D(), layers.Flatten(), layers.Dense(10, activation="softmax")):
        model.add(layer)
    model(train[0][:1])
    model.set_weights(weights)
    optimizer = course_lib.optimizers.SGD(learning_rate=rate)
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    told = model.fit(*train, batch_size=20, epochs=epochs, shuffle=False, verbose=0)
    return told.history["loss"], model.evaluate(*test, verbose=0)[1]
"""

BY_TASK = {
    "1": [PREPARE_BY_LIBRARY, PREPARE_ONE_BY_ONE],
    "2": [LOSS_BY_LIBRARY, LOSS_ROW_BY_ROW],
    "3": [SCORES_BY_EINSUM, SCORES_BY_LAYERS],
    "4": [SLOPES_BY_WINDOWS, SLOPES_BY_LAYERS],
    "5": [TRAIN_WITH_COPIES, TRAIN_BY_LIBRARY],
}
