package org.bellwether.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bellwether.evidence.AuditChain;
import org.bellwether.evidence.AuditEntry;
import org.bellwether.evidence.MerkleTree;
import tools.jackson.databind.JsonNode;

/** Merkle roots and proofs of RFC 6962, and what a chain walk can see. */
final class AuditChainCases extends Suite {

  AuditChainCases() {
    super("audit_chain");
    on("merkle_root", c -> assertThat(hex(tree(c).root())).isEqualTo(c.expected().asString()));
    on("merkle_inclusion_proof", AuditChainCases::inclusion);
    on("merkle_consistency_proof", AuditChainCases::consistency);
    on("audit_verification_verdict", AuditChainCases::verdict);
  }

  private static List<byte[]> leaves(Case c) {
    List<byte[]> leaves = new ArrayList<>();
    c.input("leaves_hex").forEach(leaf -> leaves.add(HexFormat.of().parseHex(leaf.asString())));
    return leaves;
  }

  private static MerkleTree tree(Case c) {
    return new MerkleTree(leaves(c));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static void inclusion(Case c) {
    int index = c.input("index").asInt();
    List<byte[]> leaves = leaves(c);
    MerkleTree tree = tree(c);
    List<byte[]> proof = tree.inclusionProof(index);
    assertThat(proof.stream().map(AuditChainCases::hex)).isEqualTo(texts(c.expected()));
    assertThat(MerkleTree.includes(tree.root(), tree.size(), index, leaves.get(index), proof))
        .isTrue();
    assertThat(MerkleTree.includes(tree.root(), tree.size(), index, new byte[] {1}, proof))
        .isFalse();
  }

  private static void consistency(Case c) {
    int old = c.input("old_size").asInt();
    MerkleTree tree = tree(c);
    List<byte[]> proof = tree.consistencyProof(old);
    assertThat(proof.stream().map(AuditChainCases::hex)).isEqualTo(texts(c.expected()));
    byte[] oldRoot = new MerkleTree(leaves(c).subList(0, old)).root();
    assertThat(MerkleTree.isConsistent(oldRoot, old, tree.root(), tree.size(), proof)).isTrue();
    assertThat(MerkleTree.isConsistent(new byte[32], old, tree.root(), tree.size(), proof))
        .isFalse();
  }

  /** The case gives sizes and a hash that was kept elsewhere, the entries are ours. */
  private static void verdict(Case c) {
    AuditChain.Head anchor =
        new AuditChain.Head(
            c.input("anchored_size").asLong(), c.input("anchored_last_hash").asString());
    int stored = c.input("stored_events").asInt();
    assertThat(word(walk(new AuditChain(null), stored)))
        .isEqualTo(c.expected().get("chain_walk").asString());
    assertThat(word(walk(new AuditChain(anchor), stored)))
        .isEqualTo(c.expected().get("with_external_anchor").asString());
  }

  private static AuditChain walk(AuditChain chain, int entries) {
    byte[] link = AuditChain.start();
    for (int i = 1; i <= entries; i++) {
      AuditEntry entry =
          new AuditEntry(i, Instant.EPOCH.plusSeconds(i), "user:ann", "test", "it", null, "{}");
      link = entry.link(link);
      chain.accept(entry, link);
    }
    return chain;
  }

  private static String word(AuditChain chain) {
    AuditChain.Verdict verdict = chain.verdict();
    if (verdict instanceof AuditChain.Intact) {
      return "intact";
    }
    return verdict instanceof AuditChain.Truncated ? "truncated" : "broken";
  }
}
