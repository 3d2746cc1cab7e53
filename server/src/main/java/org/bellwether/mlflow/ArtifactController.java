package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellwether.access.Callers;
import org.bellwether.registry.RegistryException;
import org.bellwether.registry.Run;
import org.bellwether.store.ArtifactFolder;
import org.bellwether.store.Artifacts;
import org.bellwether.store.VersionTable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of runs, streamed in and out; the first part of a path is the experiment's id. */
@RestController
@RequestMapping("/api/2.0")
public class ArtifactController {

  private final Artifacts artifacts;
  private final VersionTable versions;
  private final TrainingBaselines baselines;
  private final Reach reach;

  public ArtifactController(
      Artifacts artifacts, VersionTable versions, TrainingBaselines baselines, Reach reach) {
    this.artifacts = artifacts;
    this.versions = versions;
    this.baselines = baselines;
    this.reach = reach;
  }

  private static String experiment(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private String seen(String path) {
    String plain = ArtifactFolder.plain(path);
    reach.experiment(experiment(plain));
    return plain;
  }

  private String fed(String path) {
    String plain = ArtifactFolder.plain(path);
    reach.fedExperiment(experiment(plain));
    return plain;
  }

  @PutMapping("/mlflow-artifacts/artifacts/{*path}")
  Map<String, Object> put(@PathVariable String path, HttpServletRequest request)
      throws IOException {
    String plain = fed(path);
    if (!plain.matches("[0-9]+/[^/]+/artifacts/.+")) {
      throw RegistryException.invalid(
          "'" + plain + "' must lie below the artifact_uri of a run: EXPERIMENT/RUN/artifacts/…");
    }
    artifacts.put(plain, request.getInputStream(), request.getContentLengthLong());
    String[] parts = plain.split("/", 4);
    if (Artifacts.isTraining(parts[3])) {
      versions.madeBy(parts[1]).forEach(version -> versions.profile(version, parts[3]));
      baselines.look();
    }
    return Map.of();
  }

  @GetMapping("/mlflow-artifacts/artifacts/{*path}")
  ResponseEntity<Resource> get(@PathVariable String path) throws IOException {
    String plain = seen(path);
    Path file =
        artifacts
            .folder()
            .file(plain)
            .orElseThrow(() -> RegistryException.missing("There is no artifact '" + plain + "'."));
    // Never shown by a browser as a page of this service.
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(file.getFileName().toString(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(new FileSystemResource(file));
  }

  @GetMapping("/mlflow-artifacts/artifacts")
  Map<String, Object> list(HttpServletRequest request) throws IOException {
    String folder = seen(Call.of(request).need("path"));
    return Map.of("files", files(folder, ""));
  }

  private List<Map<String, Object>> files(String folder, String shown) throws IOException {
    return artifacts.folder().list(folder).stream().map(item -> Wire.file(shown, item)).toList();
  }

  @DeleteMapping("/mlflow-artifacts/artifacts/{*path}")
  Map<String, Object> delete(@PathVariable String path) throws IOException {
    String plain = fed(path);
    if (!artifacts.delete(plain, Callers.current().actor())) {
      throw RegistryException.missing("There is no artifact '" + plain + "'.");
    }
    return Map.of();
  }

  /** Clients send such a file with one PUT then. */
  @PostMapping({
    "/mlflow-artifacts/mpu/create/{*path}",
    "/mlflow-artifacts/mpu/complete/{*path}",
    "/mlflow-artifacts/mpu/abort/{*path}"
  })
  ResponseEntity<Map<String, Object>> multipart() {
    return ResponseEntity.status(HttpStatus.NOT_IMPLEMENTED)
        .body(
            Map.of(
                "error_code",
                "NOT_IMPLEMENTED",
                "message",
                "Multipart upload is not supported for the current artifact repository: send the"
                    + " file with one PUT."));
  }

  @GetMapping("/mlflow/artifacts/list")
  Map<String, Object> ofRun(HttpServletRequest request) throws IOException {
    Call call = Call.of(request);
    Run run = reach.run(call.runId());
    String below = ArtifactFolder.plain(call.text("path"));
    String root = Artifacts.of(run);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("root_uri", Artifacts.uri(run));
    answer.put("files", files(below.isEmpty() ? root : root + "/" + below, below));
    return answer;
  }
}
