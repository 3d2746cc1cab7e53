package org.bellwether.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** How a person is told that something is refused. */
public interface RefusalPage {

  /**
   * Answers a request.
   *
   * @param status of HTTP
   * @param detail what is wrong and what to do
   */
  void write(HttpServletRequest request, HttpServletResponse response, int status, String detail)
      throws IOException;
}
