"""First vectors for the tokens, from which of them occur together in a pair.

The positive pointwise mutual information of tokens on the two sides of a pair (Levy and Goldberg 2014 relate its
factors to word2vec) makes a symmetric matrix; its leading eigenvectors put words beside their translations before any
gradient is taken.
"""

import warnings

import numpy as np
import scipy.sparse as sp
import torch
from numpy.typing import NDArray

from index.training.encoded import EncodedPairs, Side
from index.training.recipe import Recipe

_SMOOTHING = 0.75
_EXTRA_COLUMNS = 40
_LEAST_WEIGHT = 0.5
_SCALE = 8.0


def first_vectors(pairs: EncodedPairs, recipe: Recipe) -> NDArray[np.float32]:
    """Vectors of all tokens.

    Returns:
        float32, shape (vocabulary, dim); a row points where the token's eigenvector entries do and is as long as the
        token is informative (ln of its inverse frequency, over 8); tokens that no pair holds get random directions.
    """
    together = _cooccurrence(pairs, recipe)
    frequency = np.asarray(together.sum(axis=1)).ravel()
    vectors = _leading_eigenvectors(_positive_information(together, frequency), recipe)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unseen = lengths[:, 0] < 1e-6
    vectors = vectors / np.maximum(lengths, 1e-9)
    random = np.random.default_rng(recipe.seed).standard_normal((int(unseen.sum()), recipe.dim))
    vectors[unseen] = random / np.sqrt(recipe.dim)
    weights = np.log(frequency.sum() / np.maximum(frequency, 1)).clip(_LEAST_WEIGHT) / _SCALE
    return np.asarray(vectors * weights[:, None], dtype=np.float32)


def _cooccurrence(pairs: EncodedPairs, recipe: Recipe) -> sp.csr_matrix:
    """How often two tokens stand on the two sides of a pair; a pair counts less the longer it is."""
    left, right = _presence(pairs.left, recipe.vocabulary), _presence(pairs.right, recipe.vocabulary)
    of_left, of_right = np.diff(left.indptr), np.diff(right.indptr)
    weights = 1 / np.sqrt(of_left * of_right.astype(np.float64))
    weights *= (of_left < recipe.long_pair) & (of_right < recipe.long_pair)
    across = (sp.diags(weights.astype(np.float32)) @ left).T.tocsr() @ right
    return (across + across.T).tocsr()


def _presence(side: Side, vocabulary: int) -> sp.csr_matrix:
    """Which tokens each text holds, once each."""
    ones = np.ones(len(side.ids), dtype=np.float32)
    # Copied, since putting duplicates together rearranges the arrays in place.
    matrix = sp.csr_matrix((ones, side.ids, side.offsets), shape=(len(side.lengths), vocabulary), copy=True)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def _positive_information(together: sp.csr_matrix, frequency: NDArray[np.float32]) -> sp.csr_matrix:
    """ln(p(x, y) / (q(x) q(y))) where positive; q is the geometric mean of a token's share and its smoothed share."""
    total = frequency.sum()
    smoothed = frequency**_SMOOTHING
    share = np.sqrt(frequency / total * (smoothed / smoothed.sum()))
    cells = together.tocoo()
    information = np.log(np.maximum(cells.data / total, 1e-15) / (share[cells.row] * share[cells.col]))
    positive = information > 0
    kept = (information[positive].astype(np.float32), (cells.row[positive], cells.col[positive]))
    return sp.csr_matrix(kept, shape=together.shape)


def _leading_eigenvectors(matrix: sp.csr_matrix, recipe: Recipe) -> NDArray[np.float32]:
    """Eigenvectors of the largest eigenvalues, each times the root of its own, by subspace iteration."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # sparse CSR is in beta, says torch
        sparse = torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr.astype(np.int64)),
            torch.from_numpy(matrix.indices.astype(np.int64)),
            torch.from_numpy(matrix.data),
            size=matrix.shape,
        )
    start = np.random.default_rng(recipe.seed).standard_normal((recipe.vocabulary, recipe.dim + _EXTRA_COLUMNS))
    basis = torch.linalg.qr(torch.from_numpy(start.astype(np.float32)))[0]
    for _ in range(recipe.eigen_rounds):
        basis = torch.linalg.qr(sparse @ basis)[0]
    small = basis.T @ (sparse @ basis)
    values, rotation = torch.linalg.eigh((small + small.T) / 2)
    best = torch.argsort(-values)[: recipe.dim]
    return np.asarray((basis @ rotation[:, best]) * values[best].clamp(min=0).sqrt(), dtype=np.float32)
