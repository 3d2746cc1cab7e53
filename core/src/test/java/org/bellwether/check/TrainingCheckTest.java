package org.bellwether.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.bellwether.finding.Finding;
import org.bellwether.finding.Severity;
import org.bellwether.learner.SampleTable;
import org.bellwether.profile.Profile;
import org.bellwether.quality.DataDictionary;
import org.bellwether.schema.Role;
import org.bellwether.schema.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingCheckTest {

  private static final long SEED = 3;
  private static final int ROWS = 2000;

  /** A sound training table, and what each test does to it. */
  private static final class Loans {
    final Random random = new Random(SEED);
    final double[] income = new double[ROWS];
    final double[] fee = new double[ROWS];
    final @Nullable String[] job = new @Nullable String[ROWS];
    final @Nullable String[] repaid = new @Nullable String[ROWS];
    final String[] sex = new String[ROWS];
    final String[] split = new String[ROWS];
    final long[] applied = new long[ROWS];
    final long[] opened = new long[ROWS];

    Loans() {
      for (int r = 0; r < ROWS; r++) {
        income[r] = 1000 * Math.exp(random.nextGaussian());
        fee[r] = random.nextInt(40);
        job[r] = random.nextInt(10) == 0 ? null : "job " + random.nextInt(15);
        repaid[r] = random.nextDouble() < (income[r] > 1000 ? 0.8 : 0.6) ? "yes" : "no";
        sex[r] = random.nextBoolean() ? "female" : "male";
        split[r] = r < ROWS / 2 ? "train" : "test";
        applied[r] = 1_700_000_000_000_000L + r * 3_600_000_000L;
        opened[r] = applied[r] - random.nextInt(1_000_000_000);
      }
    }

    Profile profile() {
      return new SampleTable()
          .numbers("income", income, Role.FEATURE)
          .numbers("fee", fee, Role.FEATURE)
          .categories("job", job, Role.FEATURE)
          .categories("repaid", repaid, Role.LABEL)
          .categories("sex", sex, Role.PROTECTED)
          .categories("split", split, Role.SPLIT)
          .moments("applied", applied, Role.TIME)
          .moments("opened", opened, Role.FEATURE)
          .profile(Task.BINARY);
    }

    CheckResult check() {
      return TrainingCheck.run(
          CheckOptions.defaults(),
          new TableSummary("loans.csv", ROWS, 0, List.of()),
          profile(),
          List.of());
    }

    Finding finding(String check, String column) {
      return check().findings().stream()
          .filter(
              f -> f.measurement().check().equals(check) && column.equals(f.measurement().column()))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void isContentWithASoundTable() {
    CheckResult result = new Loans().check();
    assertThat(result.findings())
        .as("seed %d", SEED)
        .filteredOn(f -> f.severity() != Severity.OK)
        .isEmpty();
    assertThat(result.verdict()).isEqualTo(Severity.OK);
    assertThat(result.findings())
        .extracting(f -> f.measurement().check())
        .contains(
            "leakage",
            "point-in-time",
            "split-in-time",
            "label-contradictions",
            "near-duplicates-across-split",
            "missing-depends-on-label",
            "missing-depends-on-group",
            "class-balance",
            "missing-label",
            "group-coverage");
  }

  @Test
  void findsANumberThatIsKnownOnlyAfterwards() {
    Loans loans = new Loans();
    for (int r = 0; r < ROWS; r++) {
      loans.fee[r] = "no".equals(loans.repaid[r]) ? 50 + loans.random.nextInt(9) : loans.fee[r];
    }
    Finding finding = loans.finding("leakage", "fee");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.message()).contains("it may not be known in time");
  }

  @Test
  void findsACategoryThatGivesTheLabelAway() {
    Loans loans = new Loans();
    for (int r = 0; r < ROWS; r++) {
      loans.job[r] = "no".equals(loans.repaid[r]) ? null : "job " + loans.random.nextInt(15);
    }
    assertThat(loans.finding("leakage", "job").severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void doesNotTakeManyValuesForLeakage() {
    Loans loans = new Loans();
    for (int r = 0; r < ROWS; r++) {
      loans.job[r] = "job " + r;
    }
    assertThat(loans.finding("leakage", "job").severity()).isEqualTo(Severity.OK);
  }

  @Test
  void findsValuesFromTheFuture() {
    Loans loans = new Loans();
    for (int r = 0; r < 100; r++) {
      loans.opened[r] = loans.applied[r] + 1;
    }
    Finding finding = loans.finding("point-in-time", "opened");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.message()).contains("100 of 2,000 rows");
  }

  @Test
  void findsASplitThatTestsOnThePast() {
    Loans loans = new Loans();
    for (int r = 0; r < ROWS; r++) {
      loans.split[r] = r % 2 == 0 ? "train" : "test";
    }
    assertThat(loans.finding("split-in-time", "split").severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void findsTwinsAcrossTheSplit() {
    Loans loans = new Loans();
    for (int r = 0; r < 150; r++) {
      int twin = ROWS - 1 - r;
      loans.income[twin] = loans.income[r] * 1.000001;
      loans.fee[twin] = loans.fee[r];
      loans.job[twin] = loans.job[r];
      loans.opened[twin] = loans.opened[r];
    }
    Finding finding = loans.finding("near-duplicates-across-split", "split");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void findsMissingnessThatDependsOnLabelAndGroup() {
    Loans loans = new Loans();
    for (int r = 0; r < ROWS; r++) {
      if ("no".equals(loans.repaid[r]) && loans.random.nextInt(2) == 0) {
        loans.job[r] = null;
      }
      if (loans.sex[r].equals("female") && loans.random.nextInt(2) == 0) {
        loans.income[r] = Double.NaN;
      }
    }
    Finding onLabel = loans.finding("missing-depends-on-label", "job");
    assertThat(onLabel.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(onLabel.message()).contains("repaid = no");
    assertThat(loans.finding("missing-depends-on-group", "income").severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void findsContradictionsRareClassesAndSmallGroups() {
    Loans loans = new Loans();
    for (int r = 0; r < ROWS; r++) {
      loans.repaid[r] = r < 5 ? "no" : "yes";
      loans.sex[r] = r < 20 ? "other" : loans.sex[r];
      if (r >= 5 && r < 200) {
        int twin = r % 5;
        loans.income[r] = loans.income[twin];
        loans.fee[r] = loans.fee[twin];
        loans.job[r] = loans.job[twin];
        loans.opened[r] = loans.opened[twin];
      }
    }
    assertThat(loans.finding("class-balance", "repaid").severity()).isEqualTo(Severity.CRITICAL);
    assertThat(loans.finding("group-coverage", "sex").severity()).isEqualTo(Severity.CRITICAL);
    Finding contradictions =
        loans.check().findings().stream()
            .filter(f -> f.measurement().check().equals("label-contradictions"))
            .findFirst()
            .orElseThrow();
    assertThat(contradictions.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(contradictions.message()).startsWith("200 of 2,000 rows");
  }

  @Test
  void saysThatALabelIsNeeded() {
    Profile profile =
        new SampleTable().numbers("x", new double[] {1, 2, 3}, Role.FEATURE).profile(Task.NONE);
    CheckResult result =
        TrainingCheck.run(
            CheckOptions.defaults(),
            new TableSummary("x.csv", 3, 0, List.of()),
            profile,
            List.of());
    assertThat(result.verdict()).isEqualTo(Severity.UNKNOWN);
    assertThat(result.headline()).contains("--label");
  }

  @Test
  void writesADictionary() {
    String text = DataDictionary.markdown("loans | x", new Loans().profile());
    assertThat(text)
        .startsWith("# loans \\| x\n\n2,000 rows, 8 columns, task: binary.")
        .contains("| sex | categorical | protected |  | 0.0 % | 2 | ")
        .contains("| fee | numeric | feature |  | 0.0 % | 40 | 0 to 39, mean ");
    assertThat(text.lines().filter(l -> l.startsWith("| ")).count()).isEqualTo(9);
  }
}
