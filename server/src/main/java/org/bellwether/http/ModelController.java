package org.bellwether.http;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellwether.access.Callers;
import org.bellwether.access.Role;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Model;
import org.bellwether.registry.Privacy;
import org.bellwether.registry.Risk;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Registered models and business units. */
@RestController
public class ModelController {

  private static final Set<Role> OWNERS = Set.of(Role.MODEL_OWNER, Role.ADMIN);

  private final Catalog catalog;
  private final UnitTable units;
  private final InstantSource clock;

  public ModelController(Catalog catalog, UnitTable units, InstantSource clock) {
    this.catalog = catalog;
    this.units = units;
    this.clock = clock;
  }

  /** A model to register or what to change of one; what is left out stays as it is. */
  public record Wanted(
      @Nullable String name,
      @Nullable String unit,
      @Nullable String owner,
      @Nullable Risk risk,
      @Nullable Integer retentionDays,
      @Nullable Map<String, Privacy> privacy,
      @Nullable List<String> inputs) {

    Model over(Model model) {
      return new Model(
          model.name(),
          unit == null ? model.unit() : unit,
          owner == null ? model.owner() : owner,
          risk == null ? model.risk() : risk,
          retentionDays == null ? model.retentionDays() : retentionDays,
          privacy == null ? model.privacy() : privacy,
          inputs == null ? model.inputs() : inputs,
          model.registered());
    }
  }

  /** A unit to create. */
  public record WantedUnit(@Nullable String name) {}

  @GetMapping("/v1/models")
  List<Model> all() {
    return catalog.all().stream().filter(Callers.reachable()).toList();
  }

  @GetMapping("/v1/models/{model}")
  Model one(@PathVariable String model) {
    return catalog.find(model).orElseThrow(() -> unknown(model));
  }

  @PostMapping("/v1/models")
  @ResponseStatus(HttpStatus.CREATED)
  Model register(@RequestBody Wanted wanted) {
    String name = Wanting.field("name", wanted.name());
    Model model = wanted.over(Model.named(name, Model.DEFAULT_UNIT, clock.instant()));
    requireOwner(model);
    if (catalog.find(name).isPresent()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Model '" + name + "' is registered; change it with PUT.");
    }
    return catalog.register(model, Callers.current().actor());
  }

  @PutMapping("/v1/models/{model}")
  Model change(@PathVariable String model, @RequestBody Wanted wanted) {
    Model changed = wanted.over(catalog.find(model).orElseThrow(() -> unknown(model)));
    requireOwner(changed);
    catalog.update(changed, Callers.current().actor());
    return changed;
  }

  @GetMapping("/v1/units")
  List<String> units() {
    return units.all().stream().filter(Callers.current()::reaches).toList();
  }

  @PostMapping("/v1/units")
  @ResponseStatus(HttpStatus.CREATED)
  void createUnit(@RequestBody WantedUnit wanted) {
    units.create(Wanting.field("name", wanted.name()), Callers.current().actor(), clock.instant());
  }

  /** The caller must own in the unit that the model will be in, too. */
  private static void requireOwner(Model model) {
    if (!Callers.current().may(OWNERS, model.unit())) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN,
          "This needs the role model-owner or admin in business unit '" + model.unit() + "'.");
    }
  }

  private static ResponseStatusException unknown(String model) {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND,
        "No model '" + model + "' is registered; register it with POST /v1/models.");
  }
}
