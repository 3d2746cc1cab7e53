package org.bellwether.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.bellwether.evidence.AuditChain;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log. */
@RestController
public class AuditController {

  private final AuditLog audit;

  public AuditController(AuditLog audit) {
    this.audit = audit;
  }

  @GetMapping("/v1/audit")
  List<AuditLog.Linked> latest(
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "100") int limit) {
    return audit.before(before, limit);
  }

  /** Whether the log is what it was, against a head that was kept elsewhere if one is given. */
  @GetMapping("/v1/audit/verify")
  Verdict verify(@RequestParam(required = false) @Nullable String head) {
    return switch (audit.verify(head == null ? null : AuditHead.parse(head))) {
      case AuditChain.Intact intact ->
          new Verdict("intact", AuditHead.format(intact.head()), null, null, null, null);
      case AuditChain.Broken broken ->
          new Verdict("broken", null, broken.sequence(), broken.reason(), null, null);
      case AuditChain.Truncated cut ->
          new Verdict("truncated", null, null, null, cut.size(), cut.anchored());
    };
  }

  /**
   * What a walk over the log found.
   *
   * @param verdict {@code intact}, {@code broken} or {@code truncated}
   * @param head of an intact log, to be kept elsewhere
   * @param sequence of the first entry that is not what it was
   * @param size entries there are, where some are gone from the end
   * @param anchored entries there were
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Verdict(
      String verdict,
      @Nullable String head,
      @Nullable Long sequence,
      @Nullable String reason,
      @Nullable Long size,
      @Nullable Long anchored) {}
}
