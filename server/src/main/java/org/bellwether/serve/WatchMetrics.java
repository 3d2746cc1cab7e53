package org.bellwether.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.check.JudgedWindow;
import org.bellwether.finding.Area;
import org.bellwether.finding.Severity;
import org.bellwether.watch.WatchedWindow;
import org.bellwether.watch.WindowListener;

/**
 * Model health for Prometheus: the severity of the latest window of each version by area (0 ok, 1
 * unknown, 2 warning, 3 critical). Of many versions those that were judged last are shown.
 */
final class WatchMetrics implements WindowListener {

  /** Versions that are shown at a time, six areas each. */
  private static final int MOST = 500;

  private record Key(String model, String version) {}

  private record Health(long end, Map<Area, Severity> areas) {}

  private final MultiGauge gauge;
  private final Counter judged;

  /** The version that was judged last comes last. */
  private final Map<Key, Health> latest = new LinkedHashMap<>(16, 0.75f, true);

  WatchMetrics(MeterRegistry registry, List<WatchedWindow> known) {
    gauge =
        MultiGauge.builder("bellwether.model.severity")
            .description(
                "Severity of a version's latest window: 0 ok, 1 unknown, 2 warning, 3 critical")
            .register(registry);
    judged =
        Counter.builder("bellwether.watch.windows")
            .description("Windows judged, again too")
            .register(registry);
    known.forEach(w -> keep(w.model(), w.version(), w.end().getEpochSecond(), w.areas()));
    show();
  }

  @Override
  public synchronized void judged(JudgedWindow window) {
    judged.increment();
    java.time.Instant end = window.window().end();
    if (end != null) {
      keep(window.model(), window.version(), end.getEpochSecond(), window.areas());
      show();
    }
  }

  private void keep(String model, String version, long end, Map<Area, Severity> areas) {
    Key key = new Key(model, version);
    Health before = latest.get(key);
    if (before == null || before.end() <= end) {
      latest.put(key, new Health(end, areas));
    }
    if (latest.size() > MOST) {
      latest.remove(latest.keySet().iterator().next());
    }
  }

  private void show() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    latest.forEach((key, health) ->
        health
            .areas()
            .forEach((area, severity) ->
                rows.add(
                    MultiGauge.Row.of(
                        Tags.of(
                            "model", key.model(), "version", key.version(), "area", area.word()),
                        value(severity)))));
    gauge.register(rows, true);
  }

  private static int value(Severity severity) {
    return switch (severity) {
      case OK -> 0;
      case UNKNOWN -> 1;
      case WARNING -> 2;
      case CRITICAL -> 3;
    };
  }
}
