package org.bellwether.cli;

import java.time.Clock;
import java.util.Map;
import org.bellwether.evidence.AuditChain;
import org.bellwether.settings.Settings;
import org.bellwether.store.AuditHead;
import org.bellwether.store.AuditLog;
import org.bellwether.store.Metadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Says whether the audit log is what it was. */
@Command(
    name = "audit",
    description = "Checks the audit log of a service.",
    mixinStandardHelpOptions = true)
final class AuditCommand {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      description = {
        "Says whether any entry was changed, taken out or put in.",
        "Exit code: 0 intact, 1 not intact, 2 wrong usage, 3 no such data."
      },
      mixinStandardHelpOptions = true)
  int verify(
      @Option(
              names = "--head",
              paramLabel = "SIZE:LINK",
              description =
                  "head that was written down elsewhere (default: the one in the data folder)")
          @Nullable String head,
      @Mixin SettingsFlags flags) {
    Settings settings = flags.read(Map.of());
    AuditChain.Head anchor = anchor(head, settings);
    String asked = anchor == null ? "" : "?head=" + AuditHead.format(anchor);
    AuditChain.Verdict verdict =
        RunningService.of(settings.data())
            .map(service -> verdict(service.ask("GET", "/v1/audit/verify" + asked, null)))
            .orElseGet(() -> directly(settings, anchor));
    return tell(verdict);
  }

  private static AuditChain.@Nullable Head anchor(@Nullable String head, Settings settings) {
    try {
      return head == null ? new AuditHead(settings.data()).kept() : AuditHead.parse(head);
    } catch (IllegalArgumentException e) {
      throw new ServiceAnswerException(String.valueOf(e.getMessage()));
    }
  }

  private static AuditChain.Verdict directly(Settings settings, AuditChain.@Nullable Head anchor) {
    try (Metadata metadata = Metadata.existing(settings)) {
      return new AuditLog(metadata, new AuditHead(settings.data()), Clock.systemUTC())
          .verify(anchor);
    }
  }

  private static AuditChain.Verdict verdict(JsonNode json) {
    return switch (json.path("verdict").asString()) {
      case "intact" -> new AuditChain.Intact(AuditHead.parse(json.path("head").asString()));
      case "truncated" ->
          new AuditChain.Truncated(json.path("size").asLong(), json.path("anchored").asLong());
      default ->
          new AuditChain.Broken(json.path("sequence").asLong(), json.path("reason").asString());
    };
  }

  private int tell(AuditChain.Verdict verdict) {
    var out = spec.commandLine().getOut();
    switch (verdict) {
      case AuditChain.Intact intact -> {
        out.println("The audit log is intact: " + intact.head().size() + " entries.");
        out.println("Head, to write down elsewhere: " + AuditHead.format(intact.head()));
        return ExitCode.FINE;
      }
      case AuditChain.Broken broken ->
          out.println(
              "The audit log is broken at entry "
                  + broken.sequence()
                  + ": "
                  + broken.reason()
                  + ".");
      case AuditChain.Truncated cut ->
          out.println(
              "The audit log was cut off: it has "
                  + cut.size()
                  + " entries, and had "
                  + cut.anchored()
                  + ".");
    }
    return ExitCode.VERDICT;
  }
}
