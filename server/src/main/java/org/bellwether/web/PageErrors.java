package org.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;

/** Errors of pages as pages: what happened and where to go on, nothing of the inside. */
@ControllerAdvice(basePackageClasses = Pages.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
public class PageErrors {

  private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

  @ExceptionHandler
  ResponseEntity<String> any(Exception e, HttpServletRequest request) {
    if (e instanceof ResponseStatusException status) {
      return page(status.getStatusCode(), String.valueOf(status.getReason()), request);
    }
    if (e instanceof ErrorResponse known) {
      return page(known.getStatusCode(), String.valueOf(known.getBody().getDetail()), request);
    }
    LOG.error("a page failed", e);
    return page(
        HttpStatusCode.valueOf(500),
        "The page could not be made; the service's log has the details.",
        request);
  }

  private static ResponseEntity<String> page(
      HttpStatusCode status, String detail, HttpServletRequest request) {
    return Pages.page(status, "error.jte", frame(request, detail), content(status));
  }

  static Frame frame(HttpServletRequest request, String detail) {
    return Frame.of(request, new Frame.Heading("What went wrong?", null, detail));
  }

  static java.util.Map<String, String> content(HttpStatusCode status) {
    return java.util.Map.of(
        "next",
        status.value() == 403
            ? "An admin grants roles under Settings."
            : status.is5xxServerError()
                ? "Try again; if it stays, look at the status page."
                : "Check the address, or go on from the models.");
  }
}
