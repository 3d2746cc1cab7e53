package org.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bellwether.watch.WatchedService.MODEL;
import static org.bellwether.watch.WatchedService.at;
import static org.bellwether.watch.WatchedService.hour;
import static org.bellwether.watch.WatchedService.label;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.finding.Area;
import org.bellwether.finding.Severity;
import org.bellwether.store.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class WatchTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(Databases.class)
  void judgesWindowsAsTheyClose(Databases database) throws Exception {
    try (WatchedService service = new WatchedService(folder, database)) {
      for (int h = 0; h < 6; h++) {
        service.store.append(hour(h, 2_000, h == 5 ? 8 : 0));
      }
      service.until(at(5).plusSeconds(10));
      assertThat(service.kept()).as("the fifth hour waits for late predictions").hasSize(4);
      service.until(at(6).plusSeconds(31));

      List<WatchedWindow> kept = service.kept();
      assertThat(kept)
          .extracting(WatchedWindow::rows)
          .containsExactly(2_000L, 2_000L, 2_000L, 2_000L, 2_000L, 2_000L);
      assertThat(kept.get(0).areas()).containsEntry(Area.DATA, Severity.UNKNOWN);
      for (int h = 1; h < 5; h++) {
        assertThat(kept.get(h).areas()).as("hour %d", h).containsEntry(Area.DATA, Severity.OK);
      }
      assertThat(kept.get(5).areas()).containsEntry(Area.DATA, Severity.CRITICAL);
      assertThat(service.windows.findings(MODEL, null, "", at(5), at(6), 10).get(0).finding())
          .contains("\"column\":\"income\"")
          .contains("\"severity\":\"critical\"");
      assertThat(service.heard).hasSize(6);
    }
  }

  private static List<Label> labels(int hour, int rows, Instant time, boolean flipped) {
    return hour(hour, rows, 0).stream().map(p -> label(p.id(), time, flipped)).toList();
  }

  private static WatchedWindow window(WatchedService service, int hour) {
    return service.kept().stream()
        .filter(w -> w.start().equals(at(hour)))
        .findFirst()
        .orElseThrow();
  }

  private static double figure(WatchedWindow window, String part, String metric) {
    return JsonMapper.shared()
        .readTree(window.figures())
        .path(part)
        .path(metric)
        .path("value")
        .asDouble(Double.NaN);
  }

  /** ROC AUC by counting pairs. */
  private static double auc(List<Label> labels) {
    double wins = 0;
    double pairs = 0;
    for (Label p : labels) {
      for (Label n : labels) {
        if (p.label().equals(true) && n.label().equals(false)) {
          double s = WatchedService.score(p.id());
          double t = WatchedService.score(n.id());
          wins += s > t ? 1 : s == t ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return wins / pairs;
  }

  @Test
  void performanceIsUnknownUntilEnoughLabelsAreIn() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      for (int h = 0; h < 4; h++) {
        service.store.append(hour(h, 2_000, 0));
      }
      service.until(at(4).plusSeconds(31));
      for (int h = 0; h < 3; h++) {
        service.store.append(labels(h, 2_000, at(5), false));
      }
      List<Label> last = labels(3, 2_000, at(5), true);
      service.store.append(last.subList(0, 1_780));
      service.until(at(5));

      WatchedWindow good = window(service, 2);
      assertThat(good.labelledShare()).isEqualTo(1);
      assertThat(good.revision()).isEqualTo(2);
      assertThat(good.areas().get(Area.PERFORMANCE)).isLessThan(Severity.WARNING);
      assertThat(service.windows.findings(MODEL, null, null, at(2), at(3), 9)).isEmpty();
      assertThat(figure(good, "realised", "roc-auc"))
          .isCloseTo(auc(labels(2, 2_000, at(5), false)), within(1e-4));
      WatchedWindow waiting = window(service, 3);
      assertThat(waiting.labelledShare()).isEqualTo(0.89);
      assertThat(waiting.areas()).containsEntry(Area.PERFORMANCE, Severity.UNKNOWN);
      assertThat(figure(waiting, "realised", "roc-auc")).isNaN();
      double estimated = figure(waiting, "estimated", "roc-auc");
      assertThat(estimated).isCloseTo(figure(good, "realised", "roc-auc"), within(0.02));
      assertThat(service.windows.findings(MODEL, null, "", at(3), at(4), 10).get(0).finding())
          .contains("until 90 % of the expected labels are in: 89 % so far")
          .contains("1,780 labels of 2,000 predictions");

      service.store.append(last.subList(1_780, 2_000));
      service.until(at(5).plusSeconds(10));

      WatchedWindow flipped = window(service, 3);
      assertThat(flipped.areas()).containsEntry(Area.PERFORMANCE, Severity.CRITICAL);
      assertThat(figure(flipped, "realised", "roc-auc")).isCloseTo(auc(last), within(1e-4));
      assertThat(figure(flipped, "estimated", "roc-auc")).isCloseTo(estimated, within(1e-9));
      assertThat(service.windows.findings(MODEL, null, "", at(3), at(4), 50))
          .extracting(Windows.Finding::finding)
          .anyMatch(f -> f.contains("\"check\":\"estimate-gap\""))
          .anyMatch(f -> f.contains("\"check\":\"roc-auc\""));
    }
  }

  @Test
  void correctionsLatePredictionsAndEarlyLabelsRebuildTheirWindow() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      List<Prediction> late = hour(0, 1_000, 0);
      service.store.append(late.subList(0, 600));
      service.store.append(labels(0, 1_000, at(1), true));
      service.store.append(hour(1, 1_000, 0));
      service.until(at(2).plusSeconds(31));
      assertThat(window(service, 0).rows()).isEqualTo(600);
      assertThat(window(service, 0).labelled()).as("early labels").isEqualTo(600);

      service.store.append(late.subList(600, 1_000));
      service.until(at(2).plusSeconds(60));
      assertThat(window(service, 0).rows()).isEqualTo(1_000);
      assertThat(window(service, 0).labelled()).isEqualTo(1_000);
      double wrong = figure(window(service, 0), "realised", "roc-auc");

      service.store.append(labels(0, 1_000, at(2), false));
      service.until(at(2).plusSeconds(90));
      WatchedWindow corrected = window(service, 0);
      assertThat(corrected.revision()).isEqualTo(3);
      assertThat(corrected.labelled()).isEqualTo(1_000);
      assertThat(figure(corrected, "realised", "roc-auc"))
          .isCloseTo(1 - wrong, within(1e-4))
          .isCloseTo(auc(labels(0, 1_000, at(2), false)), within(1e-4));
      assertThat(window(service, 1).revision()).as("the next hour did not change").isEqualTo(1);
    }
  }

  @Test
  void findsAfterARestartWhatCameMeanwhile() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      service.store.append(hour(0, 500, 0));
      service.store.append(hour(1, 500, 0));
      service.until(at(2).plusSeconds(31));
      List<WatchedWindow> before = service.kept();
      service.store.append(labels(0, 500, at(2), false));
      service.store.append(hour(2, 500, 0));
      service.store.await();
      service.store.touched().take();
      service.watch = service.restarted();
      service.until(at(3).plusSeconds(31));

      assertThat(service.kept()).hasSize(3);
      assertThat(window(service, 0).labelled()).isEqualTo(500);
      assertThat(window(service, 1)).usingRecursiveComparison().isEqualTo(before.get(1));
      assertThat(service.heard).hasSize(4);

      service.watch = service.restarted();
      service.until(at(3).plusSeconds(60));
      assertThat(service.heard).as("nothing is told again").hasSize(4);
    }
  }

  @Test
  void keepsVerdictsOfExpiredEventsAndJudgesErasedOnesAgain() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      for (int h = 0; h < 4; h++) {
        service.store.append(hour(h, 500, 0));
      }
      service.store.append(
          List.of(
              Prediction.of("person", MODEL, at(3).plusSeconds(7))
                  .version("1")
                  .subject("someone")
                  .build()));
      service.until(at(4).plusSeconds(31));
      List<WatchedWindow> before = service.kept();
      assertThat(before.get(3).rows()).isEqualTo(501);

      service.store.upkeep().expire(MODEL, at(1).plusSeconds(1_800));
      service.store.upkeep().erase(List.of("someone"), null);
      service.until(at(5));
      service.watch = service.restarted();
      service.until(at(6));

      List<WatchedWindow> after = service.kept();
      assertThat(after.subList(0, 3))
          .usingRecursiveComparison()
          .as("also of the hour that lost half of its events")
          .isEqualTo(before.subList(0, 3));
      assertThat(after.get(3).rows()).isEqualTo(500);
      assertThat(after.get(3).revision()).isEqualTo(2);
    }
  }

  @Test
  void comparesWithTheSameHourOfTheWeekBefore() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      service.monitors.replace(
          MODEL, "baselines: {recent: 0, season: weekday-and-hour}", "test", "season alone");
      int week = 7 * 24;
      service.store.append(hour(10, 2_000, 30));
      service.store.append(hour(11, 2_000, 0));
      service.store.append(hour(week + 10, 2_000, 30));
      service.store.append(hour(week + 11, 2_000, 30));
      service.until(at(week + 12).plusSeconds(31));

      List<WatchedWindow> kept = service.kept();
      assertThat(kept.get(0).areas()).containsEntry(Area.DATA, Severity.UNKNOWN);
      assertThat(kept.get(2).areas()).containsEntry(Area.DATA, Severity.OK);
      assertThat(kept.get(3).areas()).containsEntry(Area.DATA, Severity.CRITICAL);
      assertThat(service.heard.get(2).pValues())
          .extracting(p -> p.column() + " " + p.stratum())
          .contains("income mon 10:00");
      assertThat(service.heard.get(3).pValues())
          .anyMatch(p -> p.column().equals("income") && p.pValue() < 1e-10);
    }
  }

  @Test
  void oneWindowThatCannotBeToldIsInNobodysWayAndIsToldLater() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      service.deafTo = MODEL;
      service.store.append(hour(0, 300, 0));
      service.store.append(
          hour(0, 300, 0).stream()
              .map(p -> Prediction.of(p.id(), "zebra", p.time()).feature("stripes", 3.0).build())
              .toList());
      service.until(at(1).plusSeconds(31));
      assertThat(service.heard).extracting(w -> w.model()).containsExactly("zebra");
      assertThat(service.watch.health().message())
          .contains("model 'credit' that starts at 2026-03-02T00:00:00Z", "tried again");

      service.deafTo = "";
      service.until(at(1).plusSeconds(95));

      assertThat(service.heard).extracting(w -> w.model()).containsExactly("zebra", MODEL);
      assertThat(service.heard.get(1).revision()).isEqualTo(1);
      assertThat(service.watch.health().message()).isEmpty();
    }
  }
}
