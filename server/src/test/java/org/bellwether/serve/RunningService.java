package org.bellwether.serve;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bellwether.access.Caller;
import org.bellwether.access.Role;
import org.bellwether.access.Scope;
import org.bellwether.access.Tokens;
import org.bellwether.event.EventStore;
import org.bellwether.event.Prediction;
import org.bellwether.settings.SettingsReader;
import org.bellwether.store.DuckDbEventStore;
import org.bellwether.store.UnitTable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on a free port and in a folder of its own, with a token for everything. */
public final class RunningService implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final String token;

  public RunningService(Path data, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("port", "0");
    all.put("data", data.toString());
    context = Server.start(SettingsReader.read(all, null, Map.of()));
    token =
        context
            .getBean(Tokens.class)
            .create("test", Role.ADMIN, Caller.EVERY_UNIT, EnumSet.allOf(Scope.class), null, "test")
            .secret();
  }

  public String token() {
    return token;
  }

  /** A token of its own for a business unit, which is created. */
  String token(String unit, Role role, Set<Scope> scopes) {
    bean(UnitTable.class).create(unit, "test", Instant.parse("2026-01-01T00:00:00Z"));
    return bean(Tokens.class).create(unit, role, unit, scopes, null, "test").secret();
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + Server.port(context) + path);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public EventStore.@Nullable Recorded find(String model, String id) {
    return context.getBean(DuckDbEventStore.class).find(model, id);
  }

  /** Waits for a prediction, up to 20 s. */
  Prediction await(String model, String id) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    EventStore.Recorded found = find(model, id);
    while (found == null && System.nanoTime() < end) {
      Thread.sleep(20);
      found = find(model, id);
    }
    if (found == null) {
      throw new AssertionError("no prediction " + id + " of " + model);
    }
    return found.prediction();
  }

  @Override
  public void close() {
    context.close();
  }
}
