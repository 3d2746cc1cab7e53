package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.bellwether.event.EventStore;
import org.bellwether.finding.Severity;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.render.Figures;
import org.bellwether.store.Arrivals;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.ProfiledHour;
import org.bellwether.store.RefusedLines;
import org.bellwether.watch.Windows;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What has arrived of one model, and how is it? */
@RestController
public class ModelPage {

  private static final int EVENTS = 20;
  private static final int REFUSED = 50;
  private static final Duration DAY = Duration.ofHours(24);

  private final Catalog catalog;
  private final DuckDbEventStore store;
  private final RefusedLines refused;
  private final Windows windows;
  private final InstantSource clock;

  public ModelPage(
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

  @GetMapping("/models/{model}")
  ResponseEntity<String> model(
      HttpServletRequest request,
      @PathVariable("model") String name,
      @RequestParam(name = "span", defaultValue = "24h") String spanWord) {
    Model model = require(name);
    ModelView.Span span = ModelView.Span.of(spanWord);
    Instant now = clock.instant();
    Instant from = now.minus(span.length());
    Arrivals arrivals = store.arrivals(name, from, span.step(), span.parts());
    ProfiledHour hour = store.hours(name).stream().findFirst().orElse(null);
    ModelView view =
        new ModelView(
            model,
            HealthPanel.of(windows, name, now),
            span,
            arrivals,
            store.counts(name),
            ModelView.chart(span, arrivals),
            refused.countSince(name, now.minus(DAY)),
            ModelView.events(
                store.predictions(name, from, now, EVENTS),
                store.labels(name, from, now, EVENTS),
                EVENTS),
            refused.latest(name, REFUSED),
            hour == null ? List.of() : FeaturePanel.of(hour),
            hour);
    return Pages.page(request, "model.jte", heading(view), Map.of("view", view));
  }

  private static Frame.Heading heading(ModelView view) {
    String question = "What has arrived of " + view.model().name() + "?";
    Arrivals arrivals = view.arrivals();
    if (view.counts().predictions() == 0) {
      return new Frame.Heading(question, Severity.UNKNOWN, "No prediction has arrived yet.");
    }
    String sentence =
        Figures.count(arrivals.inSpan(), "prediction")
            + " in the last "
            + view.span().title()
            + (view.refusedDay() == 0
                ? "; no line was refused in the last day."
                : ", and in the last day "
                    + Figures.count(view.refusedDay(), "line")
                    + (view.refusedDay() == 1 ? " was refused." : " were refused."));
    Severity severity =
        view.refusedDay() > 0
            ? Severity.WARNING
            : arrivals.inSpan() == 0 ? Severity.UNKNOWN : Severity.OK;
    return new Frame.Heading(question, severity, sentence);
  }

  @GetMapping("/models/{model}/predictions")
  ResponseEntity<String> prediction(
      HttpServletRequest request, @PathVariable("model") String name, @RequestParam String id) {
    Model model = require(name);
    EventStore.Recorded recorded = store.find(name, id.strip());
    if (recorded == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "The model " + name + " has no prediction with the id '" + id.strip() + "'.");
    }
    PredictionView view = PredictionView.of(model, recorded);
    Frame.Heading heading =
        new Frame.Heading("What did " + name + " answer to " + id + "?", null, view.answer());
    return Pages.page(request, "prediction.jte", heading, Map.of("view", view));
  }

  private Model require(String name) {
    return catalog
        .find(name)
        .orElseThrow(() ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "No model '" + name + "' is registered."));
  }
}
