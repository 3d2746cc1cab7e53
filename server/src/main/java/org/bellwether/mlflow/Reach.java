package org.bellwether.mlflow;

import java.util.Set;
import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.bellwether.access.Endpoints;
import org.bellwether.access.Role;
import org.bellwether.registry.Catalog;
import org.bellwether.registry.Experiment;
import org.bellwether.registry.Model;
import org.bellwether.registry.RegisteredModel;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.RegistryException.Reason;
import org.bellwether.registry.Run;
import org.bellwether.store.ExperimentTable;
import org.bellwether.store.RegisteredModels;
import org.bellwether.store.RunTable;

/** What the caller of a request may see and change, by the business unit it belongs to. */
public final class Reach {

  /** Who answers for the models of a unit. */
  static final Set<Role> OWNERS = Set.of(Role.MODEL_OWNER, Role.ADMIN);

  private static final Set<Role> ALL = Set.of(Role.values());

  private final Catalog catalog;
  private final RegisteredModels registered;
  private final ExperimentTable experiments;
  private final RunTable runs;

  public Reach(
      Catalog catalog, RegisteredModels registered, ExperimentTable experiments, RunTable runs) {
    this.catalog = catalog;
    this.registered = registered;
    this.experiments = experiments;
    this.runs = runs;
  }

  /** Whether the caller may see what belongs to a unit. */
  static boolean sees(String unit) {
    return Callers.current().reaches(unit);
  }

  private static void require(Set<Role> roles, String unit, String what) {
    Caller caller = Callers.current();
    if (!caller.may(roles, unit)) {
      throw new RegistryException(
          Reason.DENIED,
          what
              + " belongs to the business unit '"
              + unit
              + "': this needs the role "
              + roles.stream().sorted().map(Role::word).reduce((a, b) -> a + " or " + b).orElse("")
              + " there.");
    }
  }

  /** A model that the caller may see. */
  RegisteredModel model(String name) {
    return model(name, ALL);
  }

  /** A model that the caller may register versions of. */
  RegisteredModel fed(String name) {
    return model(name, Endpoints.SENDERS);
  }

  /** A model that the caller answers for. */
  RegisteredModel owned(String name) {
    return model(name, OWNERS);
  }

  private RegisteredModel model(String name, Set<Role> roles) {
    Model model = catalog.find(name).orElseThrow(() -> unknown(name));
    require(roles, model.unit(), "The model '" + name + "'");
    RegisteredModel found = registered.of(model);
    if (!found.listed()) {
      throw unknown(name);
    }
    return found;
  }

  private static RegistryException unknown(String name) {
    return RegistryException.missing(
        "No model '"
            + name
            + "' is registered; register it with registered-models/create or POST /v1/models.");
  }

  /** An experiment that the caller may see. */
  Experiment experiment(String id) {
    return experiment(experiments.require(id), ALL);
  }

  /** An experiment that the caller may log runs of. */
  Experiment fedExperiment(String id) {
    return experiment(experiments.require(id), Endpoints.SENDERS);
  }

  private static Experiment experiment(Experiment experiment, Set<Role> roles) {
    require(roles, experiment.unit(), "The experiment '" + experiment.name() + "'");
    return experiment;
  }

  /** A run that the caller may see. */
  Run run(String id) {
    Run run = runs.require(id);
    experiment(run.experiment());
    return run;
  }

  /** A run that the caller may log to; its id. */
  String fedRun(String id) {
    fedExperiment(runs.experimentOf(id));
    return id;
  }

  /** Refuses a caller who may not create something in a unit. */
  static void requireIn(Set<Role> roles, String unit, String what) {
    require(roles, unit, what);
  }

  /**
   * The unit of something new: the one that a tag names, else the caller's only one, else the
   * default.
   */
  static String unitOfNew(String named) {
    if (!named.isBlank()) {
      return named;
    }
    Set<String> units = Callers.current().grants().keySet();
    return units.size() == 1 && !units.contains(Caller.EVERY_UNIT)
        ? units.iterator().next()
        : Model.DEFAULT_UNIT;
  }
}
