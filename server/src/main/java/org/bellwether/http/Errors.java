package org.bellwether.http;

import org.bellwether.event.NotKeptException;
import org.bellwether.files.UnreadableTableException;
import org.bellwether.files.WrongSettingException;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.ingest.UnreadableBodyException;
import org.bellwether.store.NotAppliedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
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
  private static final String SOON = "1";
  private static final String LATER = "30";

  private static ResponseEntity<ProblemDetail> again(
      HttpStatus status, String seconds, Exception e) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .body(ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage())));
  }

  @ExceptionHandler
  ProblemDetail tooLarge(TooLargeException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.CONTENT_TOO_LARGE, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail unreadable(UnreadableBodyException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail unreadable(UnreadableTableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail wrong(WrongSettingException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notKept(NotKeptException e) {
    return switch (e.reason()) {
      case BUSY -> again(HttpStatus.TOO_MANY_REQUESTS, SOON, e);
      case FULL -> again(HttpStatus.INSUFFICIENT_STORAGE, LATER, e);
      case STOPPED -> again(HttpStatus.SERVICE_UNAVAILABLE, LATER, e);
    };
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notApplied(NotAppliedException e) {
    return again(HttpStatus.SERVICE_UNAVAILABLE, SOON, e);
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ProblemDetail invalid(IllegalArgumentException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler(ResponseStatusException.class)
  ProblemDetail status(ResponseStatusException e) {
    return ProblemDetail.forStatusAndDetail(e.getStatusCode(), String.valueOf(e.getReason()));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      org.springframework.http.HttpStatusCode status,
      org.springframework.web.context.request.WebRequest request) {
    return ResponseEntity.badRequest()
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
