package org.bellwether.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.bellwether.store.Json;
import org.springframework.http.HttpStatus;

/** An error as a program reads it: {@code application/problem+json} of RFC 9457. */
final class Problem {

  private Problem() {}

  static void write(HttpServletResponse response, int status, String detail) throws IOException {
    byte[] body =
        Json.of(
                new TreeMap<>(
                    Map.of(
                        "status",
                        status,
                        "title",
                        HttpStatus.valueOf(status).getReasonPhrase(),
                        "detail",
                        detail)))
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
