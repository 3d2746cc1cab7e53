package org.bellwether.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellwether.event.Label;
import org.bellwether.event.Prediction;
import org.bellwether.settings.SettingsReader;

/**
 * Process that appends hours of predictions and the labels of the hour before, while a watch judges
 * them, and says each hour that is durable. It goes on until it is killed.
 */
final class WatchWriter {

  static final int ROWS = 300;

  private WatchWriter() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    try (WatchedService service =
        new WatchedService(
            folder,
            SettingsReader.read(Map.of("port", "0", "data", folder.toString()), null, Map.of()))) {
      service.now = Instant.parse("2026-06-01T00:00:00Z");
      service.watch.start();
      for (int hour = first; ; hour++) {
        List<Prediction> predictions = WatchedService.hour(hour, ROWS, 0);
        service.store.append(predictions);
        if (hour > 0) {
          List<Label> labels =
              WatchedService.hour(hour - 1, ROWS, 0).stream()
                  .map(p -> WatchedService.label(p.id(), service.now, false))
                  .toList();
          service.store.append(labels);
        }
        System.out.println(hour);
        System.out.flush();
        // The watch may be a few hours behind, so that a kill finds some of them half done.
        while (service.heard.size() < hour - first - 3) {
          Thread.sleep(10);
        }
      }
    }
  }
}
