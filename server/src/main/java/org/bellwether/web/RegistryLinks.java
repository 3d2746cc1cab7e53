package org.bellwether.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Addresses of the registry's pages. */
public final class RegistryLinks {

  private RegistryLinks() {}

  /** The versions of a model. */
  public static String model(String name) {
    return "/registry/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
  }

  /** One version. */
  public static String version(String model, int number) {
    return model(model) + "/versions/" + number;
  }

  /** One run. */
  public static String run(String id) {
    return "/runs/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8);
  }

  /** The runs of an experiment. */
  public static String experiment(String id) {
    return "/runs?experiment=" + UriUtils.encode(id, StandardCharsets.UTF_8);
  }

  /** The download of an artifact. */
  public static String artifact(String path) {
    return "/api/2.0/mlflow-artifacts/artifacts/"
        + UriUtils.encodePath(path, StandardCharsets.UTF_8);
  }
}
