package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.event.EventStore.Recorded;
import org.bellwether.serve.RunningService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} into a running service, and every command of its page. */
class ImportCommandTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh)?\\n(.*?)^```$");

  @TempDir private Path folder;
  private Path data;
  private RunningService service;
  private String token;

  @BeforeEach
  void start() {
    data = folder.resolve("data");
    service = new RunningService(data, Map.of("ingest.auto-register", "true"));
    token =
        service
            .bean(Tokens.class)
            .create(
                "import",
                Role.DATA_SCIENTIST,
                Caller.EVERY_UNIT,
                EnumSet.of(Scope.INGEST),
                null,
                "test")
            .secret();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private String url() {
    return service.uri("").toString();
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private Recorded find(String id) {
    return Objects.requireNonNull(service.find("credit", id), id);
  }

  private void parquet() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS nr, TIMESTAMP '2026-01-05 10:00:00' AS made_at, i * 1.5 AS income,"
              + " CASE WHEN i < 100 THEN i % 2 END AS outcome FROM range(2500) t(i)) TO '"
              + folder.resolve("predictions.parquet")
              + "'");
    }
  }

  @Test
  void theCommandsOfThePageRun() throws Exception {
    parquet();
    file("predictions.csv", "id,time,region,age\nc-1,2026-01-05 10:00:00,EU,41\n");
    file("token.txt", token + "\n");
    List<String> said = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/import.md")));
    while (block.find()) {
      said.add(block.group(1) == null ? command(block.group(2)) : shell(block.group(2)));
    }

    assertThat(said).hasSize(3);
    assertThat(said.get(0)).contains("2,600 events accepted, 0 were there already, 0 refused");
    assertThat(said.get(1)).contains("1 events accepted");
    assertThat(said.get(2))
        .isEqualTo("{\"accepted\":0,\"duplicates\":2600,\"refused\":0,\"reasons\":[]}");
    assertThat(find("99").labels())
        .singleElement()
        .satisfies(l -> {
          assertThat(l.label()).isEqualTo(1.0);
          assertThat(l.time()).isEqualTo(Instant.parse("2026-01-05T10:00:00Z"));
        });
    assertThat(find("c-1").prediction().segments()).isEqualTo(Map.of("region", "EU"));
    assertThat(find("c-1").prediction().features()).isEqualTo(Map.of("age", 41.0));
  }

  private String command(String text) {
    String[] words = text.strip().split(" ", -1);
    Object[] arguments = new Object[words.length - 1];
    for (int i = 1; i < words.length; i++) {
      arguments[i - 1] =
          switch (words[i]) {
            case "bellwether-data" -> data;
            case "http://localhost:8080" -> url();
            default -> Files.exists(folder.resolve(words[i])) ? folder.resolve(words[i]) : words[i];
          };
    }
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private String shell(String code) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", code).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile());
    builder.environment().put("BELLWETHER_URL", url());
    builder.environment().put("BELLWETHER_TOKEN", token);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("out.txt"))).isZero();
    return Files.readString(folder.resolve("out.txt"));
  }

  @Test
  void wrongRowsAreNamedAndGoodOnesKept() throws Exception {
    Path csv =
        file(
            "rows.csv",
            """
            id,time,score,zip,income,text
            007,2026-01-05T10:00:00Z,0.5,01234,10,"a ""b"",
            c"
            008,2026-01-05T10:00:00+02:00,high,99999,,x
            ,2026-01-05,0.5,10000,12,x
            010,never,0.5,10000,nan,x
            """);
    CommandRun run = CommandRun.of("import", csv, "--model", "credit", "--data", data);

    assertThat(run.code()).isEqualTo(ExitCode.UNREADABLE_DATA);
    assertThat(run.out()).contains("1 events accepted, 0 were there already, 3 refused");
    assertThat(run.err())
        .contains(csv + ", row 2, field score: must be a number, and is a text")
        .contains(csv + ", row 3, field id: is missing")
        .contains(csv + ", row 4, field time: must be a moment");
    assertThat(find("007").prediction().features())
        .isEqualTo(Map.of("zip", "01234", "income", 10.0));
    assertThat(find("007").prediction().text()).isEqualTo("a \"b\",\nc");
  }

  @Test
  void objectsAreReadAsTheyAre() throws Exception {
    Path ndjson =
        file(
            "rows.ndjson",
            """
            {"id":1,"time":"2026-01-05T10:00:00Z","features":{"a":1.50,"b":"x"},"c":true}
            {"id":"2","time":"2026-01-05","late":3,"scores":{"x":0.5}}
            """);
    CommandRun run = CommandRun.of("import", ndjson, "--model", "credit", "--data", data);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(find("1").prediction().features()).isEqualTo(Map.of("a", 1.5, "b", "x", "c", true));
    assertThat(find("2").prediction().features()).isEqualTo(Map.of("late", 3.0));
    assertThat(find("2").prediction().scores()).isEqualTo(Map.of("x", 0.5));

    Path broken = file("broken.ndjson", "{\"id\":\"3\",\"time\":\"2026-01-05\"}\n{\"id\":\n");
    CommandRun refused = CommandRun.of("import", broken, "--model", "credit", "--data", data);
    assertThat(refused.code()).isEqualTo(ExitCode.UNREADABLE_DATA);
    assertThat(refused.err()).contains("broken.ndjson, line 2: not valid JSON");
  }

  @Test
  void whatIsInTheWayIsSaid() throws Exception {
    parquet();
    Path table = folder.resolve("predictions.parquet");
    assertThat(CommandRun.of("import", table, "--model", "m", "--data", folder).err())
        .contains("no service runs on the data folder");
    assertThat(CommandRun.of("import", table, "--model", "m", "--url", url()).err())
        .contains("--url and --token-file go together");
    assertThat(CommandRun.of("import", table, "--model", "m", "--data", data).err())
        .contains("there is no column 'id'");
    assertThat(CommandRun.of("import", folder.resolve("no.csv"), "--data", data).err())
        .contains("there is no such file");
    Path wrong = file("wrong.txt", "bw_none");
    CommandRun denied =
        CommandRun.of(
            "import",
            table,
            "--model",
            "m",
            "--id",
            "nr",
            "--time",
            "made_at",
            "--url",
            url(),
            "--token-file",
            wrong);
    assertThat(denied.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(denied.err()).contains("answers 401");
  }
}
