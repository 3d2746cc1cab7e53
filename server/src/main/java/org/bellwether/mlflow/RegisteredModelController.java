package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Scope;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Clause;
import org.bellwether.registry.Model;
import org.bellwether.registry.ModelVersion;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.RegistryException.Reason;
import org.bellwether.registry.SearchText;
import org.bellwether.registry.Stage;
import org.bellwether.store.RegisteredModels;
import org.bellwether.store.VersionTable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Registered models, which are the service's own models, and their aliases. */
@RestController
@RequestMapping("/api/2.0/mlflow/registered-models")
public class RegisteredModelController {

  private static final int SOME = 100;
  private static final int MOST = 1_000;
  private static final String OWNER_TAG = "bellwether.owner";
  private static final Set<String> ATTRIBUTES =
      Set.of("name", "creation_timestamp", "last_updated_timestamp", "timestamp");

  private final Catalog catalog;
  private final RegisteredModels registered;
  private final VersionTable versions;
  private final Reach reach;
  private final InstantSource clock;

  public RegisteredModelController(
      Catalog catalog,
      RegisteredModels registered,
      VersionTable versions,
      Reach reach,
      InstantSource clock) {
    this.catalog = catalog;
    this.registered = registered;
    this.versions = versions;
    this.reach = reach;
    this.clock = clock;
  }

  private static String actor() {
    return Callers.current().actor();
  }

  @PostMapping("/create")
  Map<String, Object> create(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    String name = call.need("name");
    Map<String, String> tags = call.entries("tags");
    Optional<Model> there = catalog.find(name);
    if (there.isPresent() && registered.of(there.get()).listed()) {
      throw new RegistryException(Reason.EXISTS, "The model '" + name + "' is registered already.");
    }
    String unit =
        there
            .map(Model::unit)
            .orElseGet(() -> Reach.unitOfNew(tags.getOrDefault(ExperimentController.UNIT_TAG, "")));
    Reach.requireIn(Reach.OWNERS, unit, "The new model '" + name + "'");
    requireManage();
    Model model =
        there.orElseGet(() -> {
          Model fresh = Model.named(name, unit, clock.instant());
          return catalog.register(owned(fresh, tags.getOrDefault(OWNER_TAG, person())), actor());
        });
    registered.describe(model, call.text("description"), tags, actor());
    return Map.of("registered_model", wire(registered.of(model)));
  }

  private static Model owned(Model model, String owner) {
    return new Model(
        model.name(),
        model.unit(),
        owner,
        model.risk(),
        model.retentionDays(),
        model.privacy(),
        model.inputs(),
        model.registered());
  }

  /** Who is signed in; empty for a token, which is nobody. */
  private static String person() {
    String actor = actor();
    return actor.startsWith("user:") ? actor.substring("user:".length()) : "";
  }

  private static void requireManage() {
    Caller caller = Callers.current();
    if (!caller.scopes().contains(Scope.MANAGE)) {
      throw new RegistryException(
          Reason.DENIED, "A new model needs a token with the scope manage.");
    }
  }

  private Map<String, Object> wire(RegisteredModel model) {
    return Wire.model(model, versions.of(model.name()));
  }

  @GetMapping("/get")
  Map<String, Object> get(HttpServletRequest request) throws IOException {
    return Map.of("registered_model", wire(reach.model(Call.of(request).need("name"))));
  }

  @GetMapping("/search")
  Map<String, Object> search(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    List<Clause> clauses = SearchText.clauses(call.text("filter"), ATTRIBUTES);
    List<Model> visible = catalog.all().stream().filter(Callers.reachable()).toList();
    List<RegisteredModel> found =
        registered.of(visible).stream()
            .filter(RegisteredModel::listed)
            .filter(m -> clauses.stream().allMatch(c -> fits(c, m)))
            .sorted(order(SearchText.orders(call.texts("order_by"), ATTRIBUTES)))
            .toList();
    return Page.within(found, Page.offset(call), call.limit(SOME, MOST))
        .as("registered_models", this::wire);
  }

  private static boolean fits(Clause clause, RegisteredModel model) {
    return switch (clause.subject()) {
      case TAG -> clause.fits(model.tags().get(clause.key()));
      case ATTRIBUTE ->
          switch (clause.key()) {
            case "name" -> clause.fits(model.name());
            case "creation_timestamp" -> clause.fits(model.model().registered().toEpochMilli());
            default -> clause.fits(model.updated().toEpochMilli());
          };
      case METRIC, PARAM, DATASET ->
          throw RegistryException.invalid("models can be searched by name, times and tags");
    };
  }

  private static Comparator<RegisteredModel> order(List<SearchText.Order> orders) {
    Comparator<RegisteredModel> all = Comparator.comparingInt(e -> 0);
    for (SearchText.Order order : orders) {
      Comparator<RegisteredModel> one =
          switch (order.key()) {
            case "name" -> Comparator.comparing(RegisteredModel::name);
            case "creation_timestamp" -> Comparator.comparing(m -> m.model().registered());
            case "last_updated_timestamp", "timestamp" ->
                Comparator.comparing(RegisteredModel::updated);
            default ->
                throw RegistryException.invalid("models cannot be ordered by " + order.key());
          };
      all = all.thenComparing(order.descending() ? one.reversed() : one);
    }
    return all.thenComparing(RegisteredModel::name);
  }

  @PostMapping("/rename")
  Map<String, Object> rename(HttpServletRequest request) throws IOException {
    RegisteredModel model = reach.owned(Call.of(request).need("name"));
    throw RegistryException.invalid(
        "The model '"
            + model.name()
            + "' keeps its name: events, audit log and evidence refer to it. Register another"
            + " model, and say in both descriptions how they belong together.");
  }

  @PatchMapping("/update")
  Map<String, Object> update(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.owned(call.need("name"));
    registered.describe(model.model(), call.text("description"), Map.of(), actor());
    return Map.of("registered_model", wire(registered.of(model.model())));
  }

  @DeleteMapping("/delete")
  Map<String, Object> delete(HttpServletRequest request) throws IOException {
    registered.delete(reach.owned(Call.of(request).need("name")).model(), actor());
    return Map.of();
  }

  @GetMapping("/get-latest-versions")
  Map<String, Object> latestByQuery(HttpServletRequest request) throws IOException {
    return latest(Call.of(request));
  }

  @PostMapping("/get-latest-versions")
  Map<String, Object> latest(HttpServletRequest request) throws IOException {
    return latest(Call.of(request));
  }

  private Map<String, Object> latest(Call call) {
    RegisteredModel model = reach.model(call.need("name"));
    Set<Stage> stages =
        call.texts("stages").stream().map(Stage::of).collect(Collectors.toCollection(HashSet::new));
    return Map.of(
        "model_versions",
        Wire.latest(versions.of(model.name())).stream()
            .filter((ModelVersion v) -> stages.isEmpty() || stages.contains(v.stage()))
            .map(Wire::version)
            .toList());
  }

  @PostMapping("/set-tag")
  Map<String, Object> tag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.owned(call.need("name"));
    registered.tag(model.model(), call.need("key"), call.text("value"), actor());
    return Map.of();
  }

  @DeleteMapping("/delete-tag")
  Map<String, Object> deleteTag(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.owned(call.need("name"));
    registered.tag(model.model(), call.need("key"), null, actor());
    return Map.of();
  }

  @GetMapping("/alias")
  Map<String, Object> aliased(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.model(call.need("name"));
    return Map.of(
        "model_version", Wire.version(versions.aliased(model.name(), call.need("alias"))));
  }

  @PostMapping("/alias")
  Map<String, Object> alias(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.owned(call.need("name"));
    versions.alias(model.name(), call.need("alias"), call.need("version"), actor());
    return Map.of();
  }

  @DeleteMapping("/alias")
  Map<String, Object> removeAlias(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    RegisteredModel model = reach.owned(call.need("name"));
    versions.removeAlias(model.name(), call.need("alias"), actor());
    return Map.of();
  }
}
