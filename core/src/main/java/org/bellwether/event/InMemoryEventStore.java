package org.bellwether.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events in maps; see {@link EventStore#inMemory}. */
final class InMemoryEventStore implements EventStore {

  private record Key(String model, String id) {}

  private final Map<Key, Prediction> predictions = new HashMap<>();
  private final Set<Label> labels = new HashSet<>();
  private final Set<Feedback> feedback = new HashSet<>();
  private final Map<String, Change> changes = new HashMap<>();

  @Override
  public synchronized Receipt append(List<? extends Event> events) {
    int accepted = 0;
    for (Event event : events) {
      accepted += add(event) ? 1 : 0;
    }
    return new Receipt(accepted, events.size() - accepted);
  }

  private boolean add(Event event) {
    if (event instanceof Prediction p) {
      return predictions.putIfAbsent(new Key(p.model(), p.id()), p) == null;
    }
    if (event instanceof Label l) {
      return labels.add(l);
    }
    if (event instanceof Feedback f) {
      return feedback.add(f);
    }
    return event instanceof Change c && changes.putIfAbsent(c.id(), c) == null;
  }

  @Override
  public synchronized @Nullable Recorded find(String model, String id) {
    Prediction prediction = predictions.get(new Key(model, id));
    return prediction == null
        ? null
        : new Recorded(prediction, of(labels, model, id), of(feedback, model, id));
  }

  @Override
  public synchronized List<Change> changes(String model) {
    List<Change> found = new ArrayList<>(changes.values());
    found.removeIf(c -> c.model() != null && !model.equals(c.model()));
    found.sort(Comparator.comparing(Change::time).thenComparing(Change::id));
    return found;
  }

  private static <E extends Event> List<E> of(Set<E> events, String model, String id) {
    return events.stream()
        .filter(e -> e.id().equals(id) && model.equals(e.model()))
        .sorted(Comparator.comparing(Event::time))
        .toList();
  }
}
