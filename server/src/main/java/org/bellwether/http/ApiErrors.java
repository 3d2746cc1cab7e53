package org.bellwether.http;

import org.bellwether.event.NotKeptException;
import org.bellwether.ingest.TooLargeException;
import org.bellwether.ingest.UnreadableBodyException;
import org.bellwether.store.NotAppliedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a sender of events can do about a request that was not taken. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ApiErrors {

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
}
