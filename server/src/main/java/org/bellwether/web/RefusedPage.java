package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bellwether.access.RefusalPage;
import org.springframework.http.HttpStatusCode;

/** A refusal as a page like all others. */
public final class RefusedPage implements RefusalPage {

  @Override
  public void write(
      HttpServletRequest request, HttpServletResponse response, int status, String detail)
      throws IOException {
    byte[] page =
        Pages.html(
                "error.jte",
                PageErrors.frame(request, detail),
                PageErrors.content(HttpStatusCode.valueOf(status)))
            .getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }
}
