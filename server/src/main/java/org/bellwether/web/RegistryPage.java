package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Role;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.render.Figures;
import org.bellwether.store.RegisteredModels;
import org.bellwether.store.UnitTable;
import org.bellwether.store.VersionTable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which models and versions are there, and a form to register a model. */
@RestController
public class RegistryPage {

  static final Set<Role> OWNERS = Set.of(Role.MODEL_OWNER, Role.ADMIN);

  /** Most models on the page; the search narrows them down. */
  private static final int SHOWN = 200;

  private final Catalog catalog;
  private final RegisteredModels registered;
  private final VersionTable versions;
  private final UnitTable units;
  private final InstantSource clock;

  public RegistryPage(
      Catalog catalog,
      RegisteredModels registered,
      VersionTable versions,
      UnitTable units,
      InstantSource clock) {
    this.catalog = catalog;
    this.registered = registered;
    this.versions = versions;
    this.units = units;
    this.clock = clock;
  }

  /**
   * A model in the list.
   *
   * @param aliases such as {@code champion → 3}, in order
   * @param latest {@code null} where no version is registered
   */
  public record Row(
      RegisteredModel model, int versions, List<String> aliases, @Nullable ModelVersion latest) {

    static Row of(RegisteredModel model, List<ModelVersion> versions) {
      return new Row(
          model,
          versions.size(),
          model.aliases().entrySet().stream().map(e -> e.getKey() + " → " + e.getValue()).toList(),
          versions.stream().max(Comparator.comparingInt(ModelVersion::number)).orElse(null));
    }
  }

  /**
   * What the page shows.
   *
   * @param found how many models fit the search
   * @param units that the caller may register models in, none where that is not the caller's to do
   * @param error why the form was not taken, {@code null} if it was
   * @param entered what the form held
   */
  public record View(
      List<Row> rows,
      String search,
      int registered,
      int found,
      List<String> units,
      @Nullable String error,
      Map<String, String> entered) {

    /** What a form that was not taken held in a field. */
    public String entered(String field) {
      return entered.getOrDefault(field, "");
    }
  }

  @GetMapping("/registry")
  ResponseEntity<String> registry(
      HttpServletRequest request, @RequestParam(name = "q", defaultValue = "") String search) {
    return page(request, search, null, Map.of());
  }

  @PostMapping("/registry")
  ResponseEntity<String> register(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam String unit,
      @RequestParam(defaultValue = "") String owner,
      @RequestParam(defaultValue = "") String description) {
    Caller caller = Callers.current();
    try {
      if (!caller.may(OWNERS, unit)) {
        throw new IllegalArgumentException(
            "this needs the role model-owner or admin in business unit '" + unit + "'");
      }
      if (catalog.find(name.strip()).isPresent()) {
        throw new IllegalArgumentException(
            "the model '" + name.strip() + "' is registered already");
      }
      Model plain = Model.named(name.strip(), unit, clock.instant());
      Model model =
          catalog.register(
              new Model(
                  plain.name(),
                  unit,
                  owner.strip(),
                  plain.risk(),
                  plain.retentionDays(),
                  plain.privacy(),
                  plain.inputs(),
                  plain.registered()),
              caller.actor());
      if (!description.isBlank()) {
        registered.describe(model, description.strip(), Map.of(), caller.actor());
      }
      return Pages.to(RegistryLinks.model(model.name()));
    } catch (IllegalArgumentException e) {
      return page(
          request,
          "",
          String.valueOf(e.getMessage()),
          Map.of("name", name, "unit", unit, "owner", owner, "description", description));
    }
  }

  private ResponseEntity<String> page(
      HttpServletRequest request,
      String search,
      @Nullable String error,
      Map<String, String> entered) {
    String wanted = search.strip().toLowerCase(Locale.ROOT);
    List<Model> visible = catalog.all().stream().filter(Callers.reachable()).toList();
    Map<String, List<ModelVersion>> ofModel = new HashMap<>();
    versions.all().forEach(v -> ofModel.computeIfAbsent(v.model(), m -> new ArrayList<>()).add(v));
    List<Row> all =
        registered.of(visible).stream()
            .map(m -> Row.of(m, ofModel.getOrDefault(m.name(), List.of())))
            .toList();
    List<Row> found = all.stream().filter(r -> holds(r, wanted)).toList();
    List<Row> rows =
        found.stream()
            .sorted(
                Comparator.comparing((Row r) -> r.model().updated())
                    .reversed()
                    .thenComparing(r -> r.model().name()))
            .limit(SHOWN)
            .toList();
    Caller caller = Callers.current();
    List<String> own = units.all().stream().filter(u -> caller.may(OWNERS, u)).toList();
    View view = new View(rows, search, all.size(), found.size(), own, error, entered);
    return Pages.page(
        error == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST,
        "registry.jte",
        Frame.of(request, heading(all)),
        Map.of("view", view));
  }

  private static boolean holds(Row row, String wanted) {
    RegisteredModel model = row.model();
    return (model.name()
            + "\n"
            + model.model().unit()
            + "\n"
            + model.model().owner()
            + "\n"
            + model.description()
            + "\n"
            + String.join("\n", row.aliases()))
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  private static Frame.Heading heading(List<Row> all) {
    String question = "Which versions are there, and which are in use?";
    if (all.isEmpty()) {
      return new Frame.Heading(question, null, "No model is registered yet.");
    }
    long versioned = all.stream().filter(r -> r.versions() > 0).count();
    String none =
        all.stream()
            .filter(r -> r.versions() > 0 && r.aliases().isEmpty())
            .map(r -> r.model().name())
            .limit(3)
            .collect(Collectors.joining(", "));
    return new Frame.Heading(
        question,
        null,
        versioned
            + " of "
            + Figures.count(all.size(), "model")
            + (versioned == 1 ? " has" : " have")
            + " a registered version"
            + (none.isEmpty() ? "." : "; no alias says which one is in use of " + none + "."));
  }
}
