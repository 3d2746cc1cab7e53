package org.bellwether.registry;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The registered models. Safe for use by many threads; {@link #find} is cheap enough for each
 * event.
 */
public interface Catalog {

  Optional<Model> find(String name);

  /** All of them, by name. */
  List<Model> all();

  /**
   * Registers a model unless one of that name is there.
   *
   * @param actor who does it, for the audit log
   * @return the model that is registered now: the given one, or the one that was there before
   */
  Model register(Model model, String actor);

  /**
   * Replaces a registered model by one of the same name.
   *
   * @param actor who does it, for the audit log
   * @throws IllegalArgumentException if none of that name is registered
   */
  void update(Model model, String actor);

  /** A catalog that lasts as long as the process. */
  static Catalog inMemory(Collection<Model> models) {
    ConcurrentSkipListMap<String, Model> byName = new ConcurrentSkipListMap<>();
    models.forEach(m -> byName.put(m.name(), m));
    return new Catalog() {
      @Override
      public Optional<Model> find(String name) {
        return Optional.ofNullable(byName.get(name));
      }

      @Override
      public List<Model> all() {
        return List.copyOf(byName.values());
      }

      @Override
      public Model register(Model model, String actor) {
        Model before = byName.putIfAbsent(model.name(), model);
        return before == null ? model : before;
      }

      @Override
      public void update(Model model, String actor) {
        if (byName.replace(model.name(), model) == null) {
          throw new IllegalArgumentException("no model '" + model.name() + "' is registered");
        }
      }
    };
  }
}
