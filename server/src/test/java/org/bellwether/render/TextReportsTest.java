package org.bellwether.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bellwether.finding.Interval;
import org.junit.jupiter.api.Test;

class TextReportsTest {

  @Test
  void jsonKeepsToThePublishedSchema() throws IOException {
    String schemaText = Files.readString(Path.of("../docs/check-result.schema.json"));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText);

    for (boolean all : new boolean[] {false, true}) {
      String shifted = JsonReport.render(SampleResult.shifted(), all);
      String small = JsonReport.render(SampleResult.small(), all);
      assertThat(schema.validate(shifted, InputFormat.JSON)).isEmpty();
      assertThat(schema.validate(small, InputFormat.JSON)).isEmpty();
      assertThat(shifted.contains("\"severity\" : \"ok\"")).isEqualTo(all);
    }
    String wrong = JsonReport.render(SampleResult.shifted(), false).replace("\"verdict\"", "\"v\"");
    assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void terminalSaysTheVerdictFirstAndKeepsToTheWidth() {
    String report =
        TerminalReport.render(SampleResult.shifted(), new TerminalStyle(60, false, false));

    assertThat(report).startsWith("■ critical").doesNotContain("\u001b").contains("Next");
    assertThat(report.lines())
        .allSatisfy(l -> assertThat(TerminalText.width(l)).isLessThanOrEqualTo(60));
    String quiet =
        TerminalReport.render(SampleResult.shifted(), new TerminalStyle(200, false, true));
    assertThat(quiet.lines()).hasSize(1);
  }

  @Test
  void coloursOnlyATerminalThatWantsThem() {
    assertThat(TerminalStyle.detect(true, Map.of("COLUMNS", "120"), false))
        .isEqualTo(new TerminalStyle(120, true, false));
    assertThat(TerminalStyle.detect(true, Map.of("COLUMNS", "90", "NO_COLOR", "1"), false).colour())
        .isFalse();
    assertThat(TerminalStyle.detect(false, Map.of("COLUMNS", "120"), false).colour()).isFalse();
  }

  @Test
  void saysWhatCannotBeJudgedAndWhy() {
    String report = TerminalReport.render(SampleResult.small(), TerminalStyle.plain(false));

    assertThat(report).contains("Cannot be judged").contains("30 rows").contains("needed");
  }

  @Test
  void markdownLeavesNoMarkupOfTheData() {
    String report = MarkdownReport.render(SampleResult.shifted());

    assertThat(report).doesNotContain("<img").doesNotContain("<svg").doesNotContain("@everyone");
    assertThat(report.lines().filter(l -> l.startsWith("| ■")))
        .isNotEmpty()
        .allSatisfy(l -> assertThat(l.replace("\\|", "").chars().filter(c -> c == '|')).hasSize(6));
    assertThat(report.length()).isLessThan(MarkdownReport.LONGEST);
  }

  @Test
  void roundsToWhatTheIntervalIsWorth() {
    assertThat(Figures.number(0.73961, new Interval(0.70, 0.78, 0.95))).isEqualTo("0.74");
    assertThat(Figures.interval(new Interval(0.70, 0.78, 0.95))).isEqualTo("95 %: 0.70–0.78");
    assertThat(Figures.number(Double.NaN)).isEqualTo("–");
    assertThat(Figures.number(1234567)).isEqualTo("1,234,567");
    assertThat(Figures.percent(0.0421)).isEqualTo("4.21 %");
  }
}
