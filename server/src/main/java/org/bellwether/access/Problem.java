package org.bellwether.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.store.Json;
import org.springframework.http.HttpStatus;

/**
 * An error as a program reads it: {@code application/problem+json} of RFC 9457, and where MLflow's
 * API was called what its clients look for too.
 */
final class Problem {

  private static final String MLFLOW = "/api/2.0/";

  private Problem() {}

  static void write(
      HttpServletRequest request, HttpServletResponse response, int status, String detail)
      throws IOException {
    Map<String, Object> problem = new TreeMap<>();
    problem.put("status", status);
    problem.put("title", HttpStatus.valueOf(status).getReasonPhrase());
    problem.put("detail", detail);
    boolean mlflow = request.getRequestURI().startsWith(MLFLOW);
    if (mlflow) {
      problem.put("error_code", code(status));
      problem.put("message", detail);
    }
    byte[] body = Json.of(problem).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(mlflow ? "application/json" : "application/problem+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "ENDPOINT_NOT_FOUND";
      default -> "BAD_REQUEST";
    };
  }
}
