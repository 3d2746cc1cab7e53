package org.bellwether.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Turns exceptions into problems that say what to do; what is our fault goes to the log. */
@RestControllerAdvice
public class Errors extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  @ExceptionHandler(IllegalArgumentException.class)
  ProblemDetail invalid(IllegalArgumentException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler(ResponseStatusException.class)
  ProblemDetail status(ResponseStatusException e) {
    return ProblemDetail.forStatusAndDetail(e.getStatusCode(), String.valueOf(e.getReason()));
  }

  @Override
  protected org.springframework.http.ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      org.springframework.http.HttpHeaders headers,
      org.springframework.http.HttpStatusCode status,
      org.springframework.web.context.request.WebRequest request) {
    return org.springframework.http.ResponseEntity.badRequest()
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, reason(e)));
  }

  private static String reason(HttpMessageNotReadableException e) {
    return switch (e.getCause()) {
      case DatabindException wrong
          when wrong.getCause() instanceof IllegalArgumentException cause ->
          String.valueOf(cause.getMessage());
      case DatabindException wrong ->
          "field "
              + wrong.getPathReference().replaceAll(".*\\[\"(.*)\"\\].*", "$1")
              + ": "
              + wrong.getOriginalMessage();
      case JacksonException wrong -> "the body is not valid JSON: " + wrong.getOriginalMessage();
      case null, default -> "the body cannot be read; send one JSON object";
    };
  }

  @ExceptionHandler(RuntimeException.class)
  ProblemDetail internal(RuntimeException e) {
    LOG.error("a request failed", e);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "An error of the service; its log has the details.");
  }
}
