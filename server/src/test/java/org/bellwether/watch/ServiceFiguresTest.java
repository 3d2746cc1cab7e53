package org.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bellwether.watch.WatchedService.MODEL;
import static org.bellwether.watch.WatchedService.at;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bellwether.event.Feedback;
import org.bellwether.event.Prediction;
import org.bellwether.event.Tokens;
import org.bellwether.finding.Area;
import org.bellwether.finding.Severity;
import org.bellwether.store.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What predictions take: time, money, tokens, failures, and what users say of them. */
class ServiceFiguresTest {

  private static final int ROWS = 1_000;

  @TempDir private Path folder = Path.of("");

  /** Latencies 1 to 1,000 ms in some order, times a factor; every so many predictions fail. */
  private static List<Prediction> hour(int hour, double slower, int failsEvery) {
    SplittableRandom random = new SplittableRandom(hour);
    List<Prediction> all = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double latency = slower * (1 + i * 7 % ROWS);
      Prediction.Builder p =
          Prediction.of("h" + hour + "-" + i, MODEL, at(hour).plusMillis(3_600L * i))
              .version("1")
              .feature("income", random.nextGaussian())
              .latencyMs(latency)
              .stage("retrieve", latency / 4)
              .cost(0.002)
              .tokens(new Tokens(100, 50));
      if (failsEvery > 0 && i % failsEvery == 0) {
        p.error(i % (2 * failsEvery) == 0 ? "timeout" : "overload");
      }
      all.add(p.build());
    }
    return all;
  }

  private static JsonNode figures(WatchedService service, int hour) {
    return JsonMapper.shared().readTree(service.kept().get(hour).figures());
  }

  @Test
  void tellsWhatPredictionsTookAndJudgesIt() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.H2)) {
      service.monitors.replace(
          MODEL, "energy: {watts: 250, wattHoursPerMillionTokens: 40}", "test", "estimate energy");
      service.store.append(hour(0, 1, 0));
      service.store.append(hour(1, 1, 0));
      service.store.append(hour(2, 2, 10));
      service.store.append(
          List.of(
              new Feedback("h2-1", MODEL, "override", true, at(2).plusSeconds(9), null, null),
              new Feedback("h2-2", MODEL, "override", false, at(2).plusSeconds(9), null, null),
              new Feedback("h2-3", MODEL, "rating", 4.0, at(2).plusSeconds(9), null, null)));
      service.until(at(3).plusSeconds(31));

      JsonNode calm = figures(service, 1).path("service");
      assertThat(calm.at("/latencyMs/p50").asDouble()).isEqualTo(500.5);
      assertThat(calm.at("/latencyMs/p95").asDouble()).isCloseTo(950.05, within(1e-9));
      assertThat(calm.at("/latencyMs/p99").asDouble()).isCloseTo(990.01, within(1e-9));
      assertThat(calm.at("/stagesMs/retrieve/p50").asDouble()).isCloseTo(125.125, within(1e-9));
      assertThat(calm.path("cost").asDouble()).isCloseTo(2, within(1e-9));
      assertThat(calm.path("tokensIn").asDouble()).isEqualTo(100_000);
      // 500.5 ms × 250 W × 1,000 in watt-hours, and 150 tokens × 40 / 1,000.
      assertThat(figures(service, 1).path("wattHoursPerThousand").asDouble())
          .isCloseTo(500.5 / 3_600_000 * 250 * 1_000 + 6, within(1e-9));
      assertThat(service.kept().get(1).areas().get(Area.COST)).isLessThan(Severity.WARNING);

      JsonNode slow = figures(service, 2).path("service");
      assertThat(slow.path("errors").asInt()).isEqualTo(100);
      assertThat(slow.path("timeouts").asInt()).isEqualTo(50);
      assertThat(slow.at("/feedback/override/count").asInt()).isEqualTo(2);
      assertThat(slow.at("/feedback/override/mean").asDouble()).isEqualTo(0.5);
      assertThat(slow.at("/feedback/rating/mean").asDouble()).isEqualTo(4);
      assertThat(service.kept().get(2).areas()).containsEntry(Area.COST, Severity.CRITICAL);
      assertThat(service.kept().get(2).areas().get(Area.DATA)).isLessThan(Severity.WARNING);
      assertThat(service.windows.findings(MODEL, null, "", at(2), at(3), 50))
          .extracting(Windows.Finding::finding)
          .anyMatch(f -> f.contains("\"check\":\"failure-rate\"") && f.contains("10.00 %"))
          .anyMatch(
              f -> f.contains("\"column\":\"latency (ms)\"") && f.contains("\"kind\":\"cost\""));
    }
  }

  @Test
  void judgesNumbersOfTheBusinessAgainstEarlierWindows() throws Exception {
    try (WatchedService service = new WatchedService(folder, Databases.POSTGRESQL)) {
      double[] conversion = {0.101, 0.098, 0.102, 0.1, 0.099, 0.101, 0.1, 0.098};
      for (int h = 0; h < 9; h++) {
        service.store.append(hour(h, 1, 0).subList(0, 100));
      }
      for (int h = 0; h < 8; h++) {
        service.kpis.keep(
            MODEL,
            List.of(
                new KpiTable.Value("k" + h, "conversion", conversion[h], at(h).plusSeconds(5))));
      }
      service.kpis.keep(
          MODEL, List.of(new KpiTable.Value("k8", "conversion", 0.1, at(8).plusSeconds(5))));
      service.until(at(9).plusSeconds(31));
      assertThat(service.kept().get(2).areas()).containsEntry(Area.KPI, Severity.UNKNOWN);
      assertThat(service.kept().get(8).areas()).containsEntry(Area.KPI, Severity.OK);

      // The same id again is a correction: 0.06 is 40 % below a mean of 0.099875.
      service.kpis.keep(
          MODEL, List.of(new KpiTable.Value("k8", "conversion", 0.06, at(8).plusSeconds(5))));
      service.until(at(9).plusSeconds(90));

      WatchedWindow fallen = service.kept().get(8);
      assertThat(fallen.areas()).containsEntry(Area.KPI, Severity.CRITICAL);
      assertThat(fallen.revision()).isEqualTo(2);
      assertThat(figures(service, 8).at("/kpis/conversion").asDouble()).isEqualTo(0.06);
      JsonNode finding =
          JsonMapper.shared()
              .readTree(
                  service.windows.findings(MODEL, null, "", at(8), at(9), 9).get(0).finding());
      assertThat(finding.path("owner").asString()).isEqualTo("product");
      assertThat(finding.path("reference").asDouble()).isCloseTo(0.099875, within(1e-12));
      // scipy 1.17.1: t = (0.06 - mean(x)) / (std(x, ddof=1) * sqrt(1 + 1/8)); 2 *
      // stats.t.sf(abs(t), 7)
      assertThat(finding.path("pValue").asDouble()).isCloseTo(3.369092756279036e-08, within(1e-15));
    }
  }
}
