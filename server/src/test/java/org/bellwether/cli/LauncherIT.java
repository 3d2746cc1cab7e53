package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user runs it, on the jar that this build has just made. */
class LauncherIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Run(int code, String output) {}

  private Run run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("BELLWETHER_BUILD", "never");
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(output));
  }

  private Run check(String javaOptions) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "./bellwether",
                "check",
                "server/src/main/launcher/reference.csv",
                "server/src/main/launcher/current.csv"));
    return run(Map.of("BELLWETHER_JAVA_OPTS", javaOptions), command.toArray(new String[0]));
  }

  @Test
  void startsFromTheAheadOfTimeCache() throws IOException, InterruptedException {
    Path log = folder.resolve("aot.log");

    Run run = check("-Xlog:aot=info,class+load=info:file=" + log);

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(Files.readString(log))
        .contains("Using AOT-linked classes: true")
        .containsPattern("org\\.bellwether\\.check\\.Check source: shared objects file")
        .doesNotContain("org.springframework");
  }

  @Test
  void unpacksNoNativeLibraryAtAStart() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    Path lines = Files.writeString(folder.resolve("t.ndjson"), "{\"a\": 1}\n".repeat(50));

    // Plain CSV needs no DuckDB. The folder is also where anything else of a start would be left.
    Run run =
        run(
            Map.of(
                "BELLWETHER_JAVA_OPTS",
                "-Djava.io.tmpdir=" + temporary + " -Xlog:library=info:file=" + folder + "/l"),
            "./bellwether",
            "schema",
            lines.toString());

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(Files.readString(folder.resolve("l")))
        .containsPattern("lib/libduckdb_java\\.so_")
        .doesNotContain(temporary.toString());
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theDemoEndsWithWhatTheLabelsShow() throws IOException, InterruptedException {
    Run run = run(Map.of(), "./bellwether", "demo", folder.resolve("demo").toString(), "--exit");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("distance is 1.632 times what it was where origin = ORD")
        .containsPattern("week of .* data ● ok +predictions ● ok")
        .containsPattern("week of .* data . (warning|critical) +predictions . (warning|critical)")
        .contains("The ROC AUC that labels show", "hour is higher");
  }

  @Test
  void saysWhatToInstallWithoutAFittingJdk() throws IOException, InterruptedException {
    String script =
        "say() { echo \"$*\"; }; source scripts/jdk.sh; needed=99; find_jdk " + folder + "/jdk";

    Run run = run(Map.of(), "bash", "-c", script);

    assertThat(run.code()).isOne();
    assertThat(run.output())
        .contains("needs a JDK of release 99 or later, and found none")
        .contains("apt-get install")
        .contains("JAVA_HOME");
  }

  @Test
  void wrongUsageIsCodeTwo() throws IOException, InterruptedException {
    Run run = run(Map.of(), "./bellwether", "chekc");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.output()).contains("chekc").doesNotContain("Exception");
  }
}
