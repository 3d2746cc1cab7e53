package org.bellwether.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.bellwether.event.NotKeptException;
import org.bellwether.ingest.Body;
import org.bellwether.ingest.Ingest;
import org.bellwether.ingest.IngestReceipt;
import org.bellwether.ingest.PayloadJoin;
import org.bellwether.registry.Model;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what KServe's payload logger sends: CloudEvents in binary, structured or batched mode. */
@RestController
public class PayloadController {

  private final PayloadJoin join;
  private final Ingest ingest;
  private final Body body;
  private final InstantSource clock;

  public PayloadController(PayloadJoin join, Ingest ingest, Body body, InstantSource clock) {
    this.join = join;
    this.ingest = ingest;
    this.body = body;
    this.clock = clock;
  }

  /** 202 while a half waits in memory for the other; otherwise as for predictions. */
  @PostMapping("/v1/kserve")
  ResponseEntity<EventAnswer> payload(HttpServletRequest request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    request
        .getHeaderNames()
        .asIterator()
        .forEachRemaining(name -> headers.put(name, request.getHeader(name)));
    Predicate<Model> mayFeed = Incoming.mayFeed();
    return new Incoming(request)
        .read(
            body,
            bytes -> {
              PayloadJoin.Joined joined = join.accept(headers, bytes, clock.instant(), mayFeed);
              IngestReceipt receipt = keep(joined);
              boolean waits =
                  joined.waiting() > 0 && receipt.accepted() + receipt.refused().size() == 0;
              return ResponseEntity.status(
                      waits ? HttpStatus.ACCEPTED : EventAnswer.status(receipt))
                  .body(EventAnswer.of(receipt));
            });
  }

  /** Each half was allowed when it came. */
  private IngestReceipt keep(PayloadJoin.Joined joined) {
    try {
      return ingest.accept(joined.batch(), model -> true);
    } catch (NotKeptException e) {
      join.restore(joined);
      throw e;
    }
  }
}
