package org.bellwether.mlflow;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.bellwether.registry.RegistryException;
import org.bellwether.store.ArtifactFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors as MLflow's clients read them: a code and what to do; what is our fault is logged. */
@RestControllerAdvice(basePackageClasses = Call.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class MlflowErrors {

  private static final Logger LOG = LoggerFactory.getLogger(MlflowErrors.class);

  private final RefusedCalls refused;

  public MlflowErrors(RefusedCalls refused) {
    this.refused = refused;
  }

  private static ResponseEntity<Map<String, String>> error(
      int status, String code, String message) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("error_code", code, "message", message));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(RegistryException e, HttpServletRequest request) {
    String message = String.valueOf(e.getMessage());
    switch (e.reason()) {
      case DENIED, CONFLICT -> {
        if (!request.getMethod().equals("GET")) {
          refused.record(request.getMethod(), request.getRequestURI(), e);
        }
      }
      case INVALID, MISSING, EXISTS -> {}
    }
    return switch (e.reason()) {
      case INVALID -> error(400, "INVALID_PARAMETER_VALUE", message);
      case MISSING -> error(404, "RESOURCE_DOES_NOT_EXIST", message);
      case EXISTS -> error(400, "RESOURCE_ALREADY_EXISTS", message);
      case CONFLICT -> error(409, "RESOURCE_CONFLICT", message);
      case DENIED -> error(403, "PERMISSION_DENIED", message);
    };
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> invalid(IllegalArgumentException e) {
    return error(400, "INVALID_PARAMETER_VALUE", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> tooLarge(ArtifactFolder.TooLargeException e) {
    return error(413, "INVALID_PARAMETER_VALUE", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> noRoom(ArtifactFolder.NoRoomException e) {
    return error(507, "TEMPORARILY_UNAVAILABLE", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> any(Exception e) {
    if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      return error(
          known.getStatusCode().value(),
          "BAD_REQUEST",
          String.valueOf(known.getBody().getDetail()));
    }
    LOG.error("a request failed", e);
    return e instanceof IOException
        ? error(503, "TEMPORARILY_UNAVAILABLE", "The artifacts cannot be reached at the moment.")
        : error(500, "INTERNAL_ERROR", "An error of the service; its log has the details.");
  }
}
