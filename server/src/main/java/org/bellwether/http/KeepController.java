package org.bellwether.http;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bellwether.access.Callers;
import org.bellwether.ingest.Ingest;
import org.bellwether.registry.Catalog;
import org.bellwether.store.Backup;
import org.bellwether.store.Backups;
import org.bellwether.store.Deleted;
import org.bellwether.store.Erasures;
import org.bellwether.store.Housekeeping;
import org.bellwether.store.Retention;
import org.bellwether.store.Tombstone;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** How long events are kept: erasure, retention, backups. */
@RestController
public class KeepController {

  private final Erasures erasures;
  private final Retention retention;
  private final Backups backups;
  private final Housekeeping housekeeping;
  private final Ingest ingest;
  private final Catalog catalog;

  public KeepController(
      Erasures erasures,
      Retention retention,
      Backups backups,
      Housekeeping housekeeping,
      Ingest ingest,
      Catalog catalog) {
    this.erasures = erasures;
    this.retention = retention;
    this.backups = backups;
    this.housekeeping = housekeeping;
    this.ingest = ingest;
    this.catalog = catalog;
  }

  /** Where a backup is or is to be. */
  public record Place(@Nullable String folder) {}

  @DeleteMapping("/v1/subjects/{subject}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Tombstone erase(
      @PathVariable String subject, @RequestParam(required = false) @Nullable String model)
      throws IOException {
    requireKnown(model);
    Tombstone ordered =
        erasures.order(subject, ingest.hashed(subject), model, Callers.current().actor());
    housekeeping.finishErasures();
    return ordered;
  }

  /** For a subject with a slash, which servers and proxies do not let through in a path. */
  @DeleteMapping("/v1/subjects")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Tombstone eraseAny(
      @RequestParam String subject, @RequestParam(required = false) @Nullable String model)
      throws IOException {
    return erase(subject, model);
  }

  @GetMapping("/v1/erasures")
  List<Tombstone> erasures() {
    return erasures.all();
  }

  @PostMapping("/v1/retention")
  Map<String, Deleted> retain(@RequestParam(required = false) @Nullable String model)
      throws IOException {
    requireKnown(model);
    return retention.run(model, Callers.current().actor());
  }

  @GetMapping("/v1/backups")
  List<Backup> backups() {
    return backups.all();
  }

  @PostMapping("/v1/backups")
  @ResponseStatus(HttpStatus.CREATED)
  Backup back(@RequestBody Place place) {
    try {
      return backups.make(folder(place), Callers.current().actor());
    } catch (IOException e) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  @DeleteMapping("/v1/backups")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forget(@RequestParam String folder) {
    try {
      if (!backups.forget(folder(new Place(folder)), Callers.current().actor())) {
        throw new ResponseStatusException(
            HttpStatus.NOT_FOUND, "No backup in " + folder + " is known.");
      }
    } catch (IOException e) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  private static Path folder(Place place) {
    String folder = Wanting.field("folder", place.folder());
    try {
      Path path = Path.of(folder);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "folder is no path: " + e.getMessage(), e);
    }
    throw new ResponseStatusException(
        HttpStatus.BAD_REQUEST, "folder must be absolute, on the machine of the service");
  }

  private void requireKnown(@Nullable String model) {
    if (model != null && catalog.find(model).isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "No model '" + model + "' is registered.");
    }
  }
}
