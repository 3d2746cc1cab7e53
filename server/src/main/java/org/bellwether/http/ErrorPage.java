package org.bellwether.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is told of an error that no controller saw, without its inner details. */
@RestController
public class ErrorPage implements ErrorController {

  /** For the container's own dispatch, of any method; asked for directly there is nothing. */
  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known = status instanceof Integer code ? HttpStatus.resolve(code) : null;
    ProblemDetail problem = ProblemDetail.forStatus(known == null ? HttpStatus.NOT_FOUND : known);
    return ResponseEntity.status(problem.getStatus()).body(problem);
  }
}
