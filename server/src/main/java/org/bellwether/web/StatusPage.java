package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bellwether.finding.Severity;
import org.bellwether.render.Figures;
import org.bellwether.store.Health;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Is the service itself well? */
@RestController
public class StatusPage {

  private final List<Health> parts;

  public StatusPage(List<Health> parts) {
    this.parts = parts;
  }

  @GetMapping("/status")
  ResponseEntity<String> status(HttpServletRequest request) {
    List<PartRow> rows =
        parts.stream()
            .map(part -> PartRow.of(part.health()))
            .sorted(Comparator.comparingInt(PartRow::order).thenComparing(PartRow::name))
            .toList();
    return Pages.page(request, "status.jte", heading(rows), Map.of("parts", rows));
  }

  private static Frame.Heading heading(List<PartRow> rows) {
    String question = "Is Bellwether itself well?";
    List<PartRow> bad = rows.stream().filter(r -> r.severity() != Severity.OK).toList();
    if (bad.isEmpty()) {
      return new Frame.Heading(
          question,
          Severity.OK,
          "All " + Figures.count(rows.size(), "part") + " of the service work.");
    }
    Severity worst = bad.getFirst().severity();
    String names = String.join(", ", bad.stream().map(PartRow::name).toList());
    return new Frame.Heading(
        question,
        worst,
        bad.size()
            + " of "
            + Figures.count(rows.size(), "part")
            + " need attention: "
            + names
            + ".");
  }
}
