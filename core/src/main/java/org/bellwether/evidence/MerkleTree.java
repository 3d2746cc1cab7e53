package org.bellwether.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree of RFC 6962 section 2.1 with SHA-256: a leaf is hashed after a byte 0, a node after
 * a byte 1, and a list of n leaves splits at the largest power of two below n. Proofs list 32-byte
 * hashes from the leaves up.
 */
public final class MerkleTree {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final List<byte[]> leaves;

  /** A tree of leaves given as data, in order. */
  public MerkleTree(List<byte[]> data) {
    leaves = data.stream().map(MerkleTree::leaf).toList();
  }

  public int size() {
    return leaves.size();
  }

  /** Root of the whole tree; of an empty one the hash of nothing. */
  public byte[] root() {
    return root(0, leaves.size());
  }

  /**
   * Shows that a leaf is in the tree (RFC 6962 section 2.1.1).
   *
   * @throws IndexOutOfBoundsException if there is no such leaf
   */
  public List<byte[]> inclusionProof(int index) {
    java.util.Objects.checkIndex(index, leaves.size());
    List<byte[]> proof = new ArrayList<>();
    path(index, 0, leaves.size(), proof);
    return proof;
  }

  /**
   * Shows that the tree began with an older one (RFC 6962 section 2.1.2).
   *
   * @param oldSize leaves of the older tree, from 1 to this tree's
   * @throws IndexOutOfBoundsException if it is not
   */
  public List<byte[]> consistencyProof(int oldSize) {
    java.util.Objects.checkIndex(oldSize - 1, leaves.size());
    List<byte[]> proof = new ArrayList<>();
    subProof(oldSize, 0, leaves.size(), true, proof);
    return proof;
  }

  private byte[] root(int from, int to) {
    int n = to - from;
    if (n == 0) {
      return Sha256.ofNothing();
    }
    if (n == 1) {
      return leaves.get(from);
    }
    int split = from + split(n);
    return Sha256.of(NODE, root(from, split), root(split, to));
  }

  private void path(int index, int from, int to, List<byte[]> proof) {
    if (to - from == 1) {
      return;
    }
    int split = from + split(to - from);
    if (index < split) {
      path(index, from, split, proof);
      proof.add(root(split, to));
    } else {
      path(index, split, to, proof);
      proof.add(root(from, split));
    }
  }

  private void subProof(int old, int from, int to, boolean whole, List<byte[]> proof) {
    if (old == to - from) {
      if (!whole) {
        proof.add(root(from, to));
      }
      return;
    }
    int left = split(to - from);
    int split = from + left;
    if (old <= left) {
      subProof(old, from, split, whole, proof);
      proof.add(root(split, to));
    } else {
      subProof(old - left, split, to, false, proof);
      proof.add(root(from, split));
    }
  }

  private static int split(int n) {
    return Integer.highestOneBit(n - 1);
  }

  private static byte[] leaf(byte[] data) {
    return Sha256.of(LEAF, data);
  }

  /**
   * Whether a proof shows that data is leaf {@code index} of a tree (RFC 9162 section 2.1.3.2).
   *
   * @param size leaves of the tree
   * @param root of the tree
   */
  public static boolean includes(
      byte[] root, int size, int index, byte[] data, List<byte[]> proof) {
    if (index < 0 || index >= size) {
      return false;
    }
    int node = index;
    int last = size - 1;
    byte[] hash = leaf(data);
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Sha256.of(NODE, sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Sha256.of(NODE, hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /**
   * Whether a proof shows that one tree is the beginning of another (RFC 9162 section 2.1.4.2).
   *
   * @param oldSize leaves of the older tree, at least 1
   */
  public static boolean isConsistent(
      byte[] oldRoot, int oldSize, byte[] newRoot, int newSize, List<byte[]> proof) {
    if (oldSize < 1 || oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize) {
      return proof.isEmpty() && Arrays.equals(oldRoot, newRoot);
    }
    List<byte[]> path = new ArrayList<>(proof);
    if (Integer.bitCount(oldSize) == 1) {
      path.add(0, oldRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    int node = (oldSize - 1) >> Integer.numberOfTrailingZeros(oldSize);
    int last = (newSize - 1) >> Integer.numberOfTrailingZeros(oldSize);
    byte[] older = path.get(0);
    byte[] newer = path.get(0);
    for (byte[] hash : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        older = Sha256.of(NODE, hash, older);
        newer = Sha256.of(NODE, hash, newer);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        newer = Sha256.of(NODE, newer, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(older, oldRoot) && Arrays.equals(newer, newRoot);
  }
}
