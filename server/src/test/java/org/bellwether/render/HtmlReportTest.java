package org.bellwether.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellwether.check.CheckResult;
import org.bellwether.fairness.FairnessReport;
import org.bellwether.fairness.GroupRates;
import org.bellwether.stat.CalibrationCurve;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final String CSS = HtmlReport.resource("org/bellwether/render/style.css");

  @Test
  void theVerdictStandsInThePageWithoutItsScript() {
    String page = HtmlReport.render(SampleResult.shifted());

    assertThat(page.substring(0, page.indexOf("<main>"))).contains("critical").contains("<h1>");
  }

  @Test
  void dataIsNeverMarkup() {
    String page = HtmlReport.render(SampleResult.shifted());

    assertThat(outsideScripts(page))
        .doesNotContain("<img")
        .doesNotContain("<svg onload")
        .doesNotContain("<b>now");
    assertThat(Pattern.compile("<script>").matcher(page).results().count()).isEqualTo(2);
  }

  @Test
  void theTimelineShowsEachCheckByWindowInShapeAndWord() {
    CheckResult result = SampleResult.windows();
    TimelineGrid grid = TimelineGrid.of(result);

    assertThat(grid.rows()).hasSizeLessThanOrEqualTo(TimelineGrid.SHOWN);
    List<TimelineGrid.Row> drift =
        grid.rows().stream()
            .filter(r -> r.subject().equals(SampleResult.HOSTILE_COLUMN))
            .filter(r -> r.cells().stream().anyMatch(f -> f != null && f.persistence() == 2))
            .toList();
    assertThat(drift).isNotEmpty();
    assertThat(drift.getFirst().cells()).hasSize(4);
    assertThat(drift.getFirst().cells().get(0)).extracting("persistence").isEqualTo(0);
    assertThat(drift.getFirst().cells().get(2)).extracting("persistence").isEqualTo(1);
    String page = outsideScripts(HtmlReport.render(result));
    String table = page.substring(page.indexOf("<table class=\"grid\">"));
    table = table.substring(0, table.indexOf("</table>"));
    assertThat(table)
        .contains("verdict of the window")
        .contains("■<span class=\"sr\"> critical</span> 2")
        .contains("title=\"rows 3,001–4,000: critical: ")
        .doesNotContain("<img")
        .doesNotContain("<svg");
  }

  @Test
  void fairnessShowsSelectionWithIntervalsAndFourFifths() {
    CheckResult result = SampleResult.model();
    FairnessPanel panel = FairnessPanel.of(result.current()).getFirst();
    GroupRates man =
        FairnessReport.of(result.current()).getFirst().groups().stream()
            .filter(g -> g.segment().toString().equals("sex = man"))
            .findFirst()
            .orElseThrow();

    assertThat(panel.chart().title()).contains("below four fifths: sex = woman 0.2");
    assertThat(panel.chart().rows()).hasSize(2).allMatch(r -> r.size() == 7);
    List<String> row = panel.chart().rows().getFirst();
    assertThat(row.getFirst()).isEqualTo("man");
    assertThat(Double.parseDouble(row.get(1)))
        .isEqualTo(man.selectionRate().value(), within(5e-6))
        .isBetween(Double.parseDouble(row.get(2)), Double.parseDouble(row.get(3)));
    assertThat(Double.parseDouble(row.get(4)))
        .isEqualTo(0.8 * man.selectionRate().value(), within(5e-6));
    assertThat(HtmlReport.render(result)).contains("data-kind=\"rates\"");
  }

  @Test
  void calibrationTitlesCountTheGroupsBeyondChance() {
    CalibrationCurve.Bin fits = new CalibrationCurve.Bin(0.4, 0.6, 100, 50, 52);
    CalibrationCurve.Bin promises = new CalibrationCurve.Bin(0.6, 0.8, 100, 50, 70);
    CalibrationCurve.Bin hides = new CalibrationCurve.Bin(0.1, 0.3, 100, 50, 20);

    assertThat(ModelCharts.calibrationTitle(List.of(fits)))
        .contains("agree")
        .contains("all 1 group ");
    assertThat(ModelCharts.calibrationTitle(List.of(fits, promises)))
        .startsWith("Scores promise more positives than there are in 1 of 2 groups");
    assertThat(ModelCharts.calibrationTitle(List.of(fits, hides, hides)))
        .startsWith("Scores promise fewer positives than there are in 2 of 3 groups");
    assertThat(ModelCharts.calibrationTitle(List.of(promises, hides))).endsWith(", and fewer in 1");
  }

  @Test
  void curvesSayWhatTheyShow() {
    List<Chart> curves = ModelCharts.of(SampleResult.model());

    assertThat(curves.get(1).title()).matches("A positive row scores .* 7\\d times in 100 .*");
    assertThat(curves.get(2).title()).startsWith("Where 80 of 100 positives are found, ");
  }

  @Test
  void theGalleryShowsTheSurestMistakesOfEachSegment() {
    CheckResult result = SampleResult.model();
    Gallery gallery = java.util.Objects.requireNonNull(Gallery.of(result));

    assertThat(gallery.note()).startsWith("All 4,000 rows; the surest mistakes first");
    assertThat(gallery.headers())
        .containsExactlyInAnyOrder(
            "row", "decided", "label", "score", "amount", "memo", "region", "sex");
    Gallery.Section all = gallery.sections().getFirst();
    assertThat(all.title()).startsWith("All rows: ").contains(" of 4,000 rows decided wrong");
    assertThat(all.rows()).hasSize(Gallery.ROWS);
    // A negative row at the score nearest to 1, or a positive one nearest to 0.
    for (List<String> row : all.rows()) {
      double score = Double.parseDouble(row.get(3));
      assertThat(row.get(1).equals("positive") ? 1 - score : score).isLessThan(0.02);
      assertThat(row.get(2)).isEqualTo(row.get(1).equals("positive") ? "0" : "1");
    }
    assertThat(gallery.sections()).anyMatch(s -> s.title().startsWith("sex = woman: "));
    assertThat(Gallery.of(SampleResult.shifted())).isNull();
  }

  @Test
  void asksTheNetworkForNothing() {
    String page = HtmlReport.render(SampleResult.small());

    assertThat(page).contains("default-src 'none'");
    assertThat(
            Pattern.compile("<(link|img|iframe)\\b|<[a-z]+[^>]*\\ssrc=")
                .matcher(outsideScripts(page))
                .find())
        .isFalse();
  }

  private static String outsideScripts(String page) {
    return page.replaceAll("(?s)<script>.*?</script>", "");
  }

  @Test
  void textContrastsByFourAndAHalfAndMarksByThree() {
    List<Map<String, String>> schemes = schemes();
    assertThat(schemes).hasSize(3);
    for (Map<String, String> scheme : schemes) {
      for (String ground : List.of("ground", "panel")) {
        for (String text : List.of("text", "quiet", "ok", "unknown", "warning", "critical")) {
          assertThat(contrast(scheme, text, ground)).as(text + " on " + ground).isGreaterThan(4.5);
        }
        for (String mark : List.of("baseline", "current", "second", "third", "focus")) {
          assertThat(contrast(scheme, mark, ground)).as(mark + " on " + ground).isGreaterThan(3);
        }
      }
    }
  }

  private static List<Map<String, String>> schemes() {
    List<Map<String, String>> schemes = new ArrayList<>();
    Matcher block = Pattern.compile(":root[^{]*\\{([^}]*)}").matcher(CSS);
    while (block.find()) {
      Map<String, String> tokens = new HashMap<>();
      Matcher token = Pattern.compile("--([a-z]+):(#[0-9A-Fa-f]{6})").matcher(block.group(1));
      while (token.find()) {
        tokens.put(token.group(1), token.group(2));
      }
      schemes.add(tokens);
    }
    return schemes;
  }

  /** WCAG 2.2, contrast ratio of relative luminances. */
  private static double contrast(Map<String, String> scheme, String a, String b) {
    double x = luminance(scheme.getOrDefault(a, ""));
    double y = luminance(scheme.getOrDefault(b, ""));
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
