package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.bellwether.access.Tokens;
import org.bellwether.serve.Server;
import org.bellwether.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code token}, {@code audit} and {@code doctor}, while the service runs and while it does not.
 */
class ServiceCommandsTest {

  @TempDir Path data;

  private Object[] with(String... arguments) {
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2, Object[].class);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    return all;
  }

  private String fine(String... arguments) {
    CommandRun run = CommandRun.of(with(arguments));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void tokensAreMadeListedAndRevokedWhetherTheServiceRunsOrNot() {
    String before =
        fine("token", "create", "before", "--role", "viewer", "--expires", "90d").strip();
    assertThat(before).startsWith("bw_");
    try (ConfigurableApplicationContext context = Server.start(Settings.of(0, data))) {
      Tokens tokens = context.getBean(Tokens.class);
      assertThat(tokens.bearer(before)).isPresent();
      String during = fine("token", "create", "during", "--role", "data scientist").strip();
      assertThat(tokens.bearer(during)).isPresent();
      assertThat(fine("token", "list"))
          .contains("before", "during", "data-scientist")
          .doesNotContain("bw_");
      fine("token", "revoke", "during");
      assertThat(tokens.bearer(during)).isEmpty();
      assertThat(fine("audit", "verify")).contains("intact");
      assertThat(fine("doctor")).contains("the service runs");
      CommandRun wrong = CommandRun.of(with("token", "revoke", "during"));
      assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(wrong.err()).contains("no token 'during'");
    }
    assertThat(fine("token", "list")).contains("before").doesNotContain("during");
    CommandRun wrong = CommandRun.of(with("token", "create", "x", "--role", "boss"));
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("no role 'boss'");
  }

  @Test
  void theAuditLogsFirstBrokenEntryIsNamed() throws Exception {
    CommandRun none = CommandRun.of(with("audit", "verify"));
    assertThat(none.code()).isEqualTo(ExitCode.UNREADABLE_DATA);
    assertThat(none.err()).contains("no service has run on the data folder");

    fine("token", "create", "a", "--role", "viewer");
    fine("token", "create", "b", "--role", "viewer");
    String head = fine("audit", "verify").replaceFirst(".*: (\\d+:[0-9a-f]{64}) .*", "$1");
    fine("audit", "verify", "--head", head);
    fine("token", "create", "c", "--role", "viewer");
    fine("audit", "verify", "--head", head);
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + data.resolve("metadata"), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("delete from audit_entry where sequence = 4");
      Files.delete(data.resolve("audit.head"));
    }
    fine("audit", "verify");
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + data.resolve("metadata"), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update audit_entry set actor = 'eve' where sequence = 2");
    }
    CommandRun broken = CommandRun.of(with("audit", "verify", "--head", head));
    assertThat(broken.code()).isEqualTo(ExitCode.VERDICT);
    assertThat(broken.out()).contains("broken at entry 2");
  }
}
