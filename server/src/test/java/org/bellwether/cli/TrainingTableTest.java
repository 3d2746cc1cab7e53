package org.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTableTest {

  @TempDir Path folder;

  private Path loans(String name, double leak, double link) throws Exception {
    Random random = new Random(9);
    StringBuilder csv = new StringBuilder("income,fee,height,sex,repaid\n");
    for (int r = 0; r < 1000; r++) {
      boolean female = random.nextBoolean();
      boolean repaid = random.nextInt(3) > 0;
      csv.append(1000 + random.nextInt(4000)).append(',');
      csv.append((repaid ? 0 : leak) + random.nextInt(40)).append(',');
      csv.append(170 + (female ? -link : link) + 5 * random.nextGaussian()).append(',');
      csv.append(female ? "female" : "male").append(',').append(repaid ? "yes" : "no").append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  private record Run(int code, String out, String err) {}

  private static Run run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Run(code, out.toString(), err.toString());
  }

  @Test
  void namesTheLeakAndWritesTheDictionary() throws Exception {
    Path dictionary = folder.resolve("loans.md");
    Run run =
        run(
            "check",
            "--training",
            loans("loans.csv", 100, 0).toString(),
            "--label",
            "repaid",
            "--dictionary",
            dictionary.toString(),
            "--fail-on",
            "critical");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.VERDICT);
    // Lines are wrapped to the terminal's width.
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("'fee' alone")
        .contains("it may not be known in time");
    assertThat(Files.readString(dictionary)).contains("| fee | numeric |");
  }

  @Test
  void namesTheProxyWhenAsked() throws Exception {
    String file = loans("loans.csv", 0, 8).toString();
    Run plain = run("check", "--training", file, "--label", "repaid", "--protected", "sex");
    Run asked =
        run(
            "check",
            "--training",
            file,
            "--label",
            "repaid",
            "--protected",
            "sex",
            "--multivariate");
    assertThat(plain.out()).doesNotContain("height");
    assertThat(asked.out()).contains("sex = ").contains("height (");
  }

  @Test
  void findsWhatNoSingleColumnShowsWhenAsked() throws Exception {
    String before = loans("before.csv", 0, 8).toString();
    String now = loans("now.csv", 0, -8).toString();
    Run plain = run("check", before, now);
    Run asked = run("check", before, now, "--multivariate");
    assertThat(plain.out()).doesNotContain("All features together");
    assertThat(asked.out()).contains("All features together").contains("height (");
  }

  @Test
  void refusesTwoTablesAndADictionaryOfNone() throws Exception {
    String file = loans("loans.csv", 0, 0).toString();
    assertThat(run("check", "--training", file, file).err()).contains("one table");
    assertThat(run("check", file, file, "--dictionary", "x.md").err()).contains("--training");
  }
}
