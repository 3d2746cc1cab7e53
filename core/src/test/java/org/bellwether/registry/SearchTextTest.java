package org.bellwether.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {

  private static final Set<String> ATTRIBUTES = Set.of("name", "status", "start_time");

  private static Clause only(String search) {
    List<Clause> clauses = SearchText.clauses(search, ATTRIBUTES);
    assertThat(clauses).hasSize(1);
    return clauses.get(0);
  }

  @Test
  void readsWhatMlflowsClientsSend() {
    assertThat(SearchText.clauses("  ", ATTRIBUTES)).isEmpty();
    assertThat(
            SearchText.clauses(
                "metrics.auc>0.5 AND params.`max depth` = '6' and tags.mlflow.user LIKE 'a%'"
                    + " and attributes.status NOT IN ('FAILED', 'KILLED') and name='it''s'",
                ATTRIBUTES))
        .containsExactly(
            new Clause(Clause.Subject.METRIC, "auc", Clause.Operator.GREATER, List.of("0.5")),
            new Clause(Clause.Subject.PARAM, "max depth", Clause.Operator.EQUAL, List.of("6")),
            new Clause(Clause.Subject.TAG, "mlflow.user", Clause.Operator.LIKE, List.of("a%")),
            new Clause(
                Clause.Subject.ATTRIBUTE,
                "status",
                Clause.Operator.NOT_IN,
                List.of("FAILED", "KILLED")),
            new Clause(Clause.Subject.ATTRIBUTE, "name", Clause.Operator.EQUAL, List.of("it's")));
    assertThat(only("metrics.\"val/auc\" >= -1.5e-3").number()).isEqualTo(-0.0015);
    assertThat(only("name != \"x\"").operator()).isEqualTo(Clause.Operator.DIFFERENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metrics.auc",
        "metrics.auc >",
        "metrics.auc > 0.5 or metrics.auc < 0.1",
        "colour = 'red'",
        "name = red",
        "name = 'open",
        "name IN ()",
        "name IN ('a'",
        "= 'a'",
        "name = 'a' name = 'b'",
        "secrets.key = 'a'",
        "name = 'a'; drop table run"
      })
  void saysWhereASearchCannotBeRead(String search) {
    assertThatThrownBy(() -> SearchText.clauses(search, ATTRIBUTES))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("the search");
  }

  @Test
  void readsOrders() {
    assertThat(
            SearchText.orders(
                List.of("metrics.auc DESC", "start_time", "tags.`team name` asc"), ATTRIBUTES))
        .containsExactly(
            new SearchText.Order(Clause.Subject.METRIC, "auc", true),
            new SearchText.Order(Clause.Subject.ATTRIBUTE, "start_time", false),
            new SearchText.Order(Clause.Subject.TAG, "team name", false));
    assertThatThrownBy(() -> SearchText.orders(List.of("metrics.auc sideways"), ATTRIBUTES))
        .hasMessageContaining("ASC, DESC");
  }

  @ParameterizedTest
  @CsvSource({
    "LIKE, risk%, risk-eu, true",
    "LIKE, risk%, Risk-eu, false",
    "ILIKE, risk%, Risk-eu, true",
    "LIKE, %b%a, abba, true",
    "LIKE, a_c, abc, true",
    "LIKE, a_c, ac, false",
    "LIKE, %, '', true",
    "LIKE, a.c, abc, false",
    "=, abc, abc, true",
    "!=, abc, abd, true"
  })
  void comparesTexts(String operator, String pattern, String text, boolean fits) {
    assertThat(only("name " + operator + " '" + pattern + "'").fits(text)).isEqualTo(fits);
  }

  @Test
  void aPatternOfManyWildcardsTakesNoTime() {
    String pattern = "%a".repeat(200) + "b";
    assertThat(only("name LIKE '" + pattern + "'").fits("a".repeat(8_000))).isFalse();
  }

  @Test
  void comparesNumbersAndRefusesWhatIsNone() {
    assertThat(only("start_time > 10").fits(11L)).isTrue();
    assertThat(only("start_time <= 10").fits(11L)).isFalse();
    assertThatThrownBy(() -> only("start_time > 'soon'").fits(11L)).hasMessageContaining("soon");
    assertThatThrownBy(() -> only("name > 'a'").fits("b")).hasMessageContaining("is a text");
    assertThat(only("name != 'a'").fits((String) null)).isFalse();
  }
}
