package org.bellwether.http;

import org.bellwether.access.Caller;
import org.bellwether.access.Callers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is asking. */
@RestController
public class MeController {

  @GetMapping("/v1/me")
  Caller me() {
    return Callers.current();
  }
}
