package org.bellwether.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Pages from the compiled templates. */
final class Pages {

  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "org.bellwether.web");
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");

  private Pages() {}

  /** A page as an answer. */
  static ResponseEntity<String> page(
      HttpStatusCode status, String template, Frame frame, Map<String, ?> content) {
    return ResponseEntity.status(status).contentType(HTML).body(html(template, frame, content));
  }

  static ResponseEntity<String> page(
      HttpServletRequest request, String template, Frame.Heading heading, Map<String, ?> content) {
    return page(HttpStatusCode.valueOf(200), template, Frame.of(request, heading), content);
  }

  /** Leads to another page after a form was taken. */
  static ResponseEntity<String> to(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).header("Location", path).build();
  }

  /** A page as text. */
  static String html(String template, Frame frame, Map<String, ?> content) {
    Map<String, Object> parameters = new HashMap<>(content);
    parameters.put("frame", frame);
    StringOutput out = new StringOutput();
    TEMPLATES.render(template, parameters, out);
    return out.toString();
  }
}
