package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellwether.access.Callers;
import org.bellwether.finding.Severity;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.render.Figures;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.RefusedLines;
import org.bellwether.watch.Windows;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Does every model send what it should? */
@RestController
public class ModelsPage {

  /** Most models on the page; the search narrows them down. */
  private static final int SHOWN = 200;

  /** Most models that the verdict names. */
  private static final int NAMED = 3;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = 24;

  /** A version whose latest window is older has no health any more. */
  private static final Duration RECENT = Duration.ofDays(40);

  private final Catalog catalog;
  private final DuckDbEventStore store;
  private final RefusedLines refused;
  private final Windows windows;
  private final InstantSource clock;

  public ModelsPage(
      Catalog catalog,
      DuckDbEventStore store,
      RefusedLines refused,
      Windows windows,
      InstantSource clock) {
    this.catalog = catalog;
    this.store = store;
    this.refused = refused;
    this.windows = windows;
    this.clock = clock;
  }

  @GetMapping("/")
  ResponseEntity<String> models(
      HttpServletRequest request, @RequestParam(name = "q", defaultValue = "") String search) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    List<Model> all = catalog.all().stream().filter(Callers.reachable()).toList();
    List<Model> found = all.stream().filter(m -> holds(m, wanted)).toList();
    Instant now = clock.instant();
    Map<String, Severity> health = new HashMap<>();
    windows
        .latest(now.minus(RECENT))
        .forEach(w -> health.merge(w.model(), w.verdict(), (a, b) -> a.atLeast(b) ? a : b));
    List<ModelRow> rows =
        found.stream()
            .limit(SHOWN)
            .map(m -> row(m, now, health.get(m.name())))
            .sorted(Comparator.comparingInt(ModelRow::order).thenComparing(ModelRow::name))
            .toList();
    return Pages.page(
        request,
        "models.jte",
        heading(rows, all.size()),
        Map.of("rows", rows, "search", search, "registered", all.size(), "found", found.size()));
  }

  private static boolean holds(Model model, String wanted) {
    return (model.name() + "\n" + model.unit() + "\n" + model.owner())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  private ModelRow row(Model model, Instant now, @Nullable Severity health) {
    Instant from = now.minus(HOUR.multipliedBy(HOURS));
    return ModelRow.of(
        model,
        health,
        store.arrivals(model.name(), from, HOUR, HOURS),
        refused.countSince(model.name(), from));
  }

  private static Frame.Heading heading(List<ModelRow> rows, int registered) {
    String question = "Does every model send what it should?";
    if (registered == 0) {
      return new Frame.Heading(question, Severity.UNKNOWN, "No model is registered yet.");
    }
    if (rows.isEmpty()) {
      return new Frame.Heading(question, null, "No model fits the search.");
    }
    long sending = rows.stream().filter(r -> r.lastHour() > 0).count();
    List<String> refusing = rows.stream().filter(r -> r.refused() > 0).map(ModelRow::name).toList();
    String sentence =
        sending
            + " of "
            + Figures.count(rows.size(), "model")
            + " sent predictions in the last hour; "
            + (refusing.isEmpty()
                ? "no line was refused in the last day."
                : "lines of "
                    + (refusing.size() > NAMED
                        ? Figures.count(refusing.size(), "model")
                        : String.join(", ", refusing))
                    + " were refused in the last day.");
    Severity worst =
        rows.stream().map(ModelRow::severity).max(Comparator.naturalOrder()).orElseThrow();
    return new Frame.Heading(question, worst, sentence);
  }
}
