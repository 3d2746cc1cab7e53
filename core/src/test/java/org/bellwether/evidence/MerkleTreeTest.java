package org.bellwether.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proofs of trees of every size up to 40; the published vectors are in the conformance test. */
class MerkleTreeTest {

  private static final int LARGEST = 40;

  private static List<byte[]> leaves(int n) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      leaves.add(new byte[] {(byte) i, (byte) (i * 7)});
    }
    return leaves;
  }

  @Test
  void everyLeafIsProvedAndNoOther() {
    for (int n = 1; n <= LARGEST; n++) {
      List<byte[]> leaves = leaves(n);
      MerkleTree tree = new MerkleTree(leaves);
      for (int i = 0; i < n; i++) {
        List<byte[]> proof = tree.inclusionProof(i);
        assertThat(MerkleTree.includes(tree.root(), n, i, leaves.get(i), proof))
            .as("leaf %d of %d", i, n)
            .isTrue();
        for (int other = 0; other < n; other++) {
          if (other != i) {
            assertThat(MerkleTree.includes(tree.root(), n, other, leaves.get(i), proof))
                .as("leaf %d of %d as leaf %d", i, n, other)
                .isFalse();
          }
        }
      }
    }
  }

  @Test
  void everyBeginningIsProvedAndNoOther() {
    for (int n = 1; n <= LARGEST; n++) {
      MerkleTree tree = new MerkleTree(leaves(n));
      for (int old = 1; old <= n; old++) {
        byte[] oldRoot = new MerkleTree(leaves(old)).root();
        List<byte[]> proof = tree.consistencyProof(old);
        assertThat(MerkleTree.isConsistent(oldRoot, old, tree.root(), n, proof))
            .as("%d of %d", old, n)
            .isTrue();
        byte[] changed = oldRoot.clone();
        changed[0] ^= 1;
        assertThat(MerkleTree.isConsistent(changed, old, tree.root(), n, proof)).isFalse();
      }
    }
    assertThatThrownBy(() -> new MerkleTree(leaves(3)).consistencyProof(4))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new MerkleTree(leaves(3)).inclusionProof(3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void differentEntriesHaveDifferentBytes() {
    Instant time = Instant.parse("2026-01-05T10:00:00Z");
    List<AuditEntry> entries =
        List.of(
            new AuditEntry(1, time, "a", "b", "c", null, null),
            new AuditEntry(2, time, "a", "b", "c", null, null),
            new AuditEntry(1, time.plusNanos(1000), "a", "b", "c", null, null),
            new AuditEntry(1, time, "ab", "", "c", null, null),
            new AuditEntry(1, time, "a", "bc", "", null, null),
            new AuditEntry(1, time, "a", "b", "c", "", null),
            new AuditEntry(1, time, "a", "b", "c", null, ""));
    for (AuditEntry one : entries) {
      assertThat(entries.stream().filter(e -> Arrays.equals(e.bytes(), one.bytes()))).hasSize(1);
    }
    assertThat(new AuditEntry(1, time.plusNanos(999), "a", "b", "c", null, null).bytes())
        .as("microseconds are kept")
        .isEqualTo(entries.get(0).bytes());
  }
}
