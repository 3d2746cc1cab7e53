package org.bellwether.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellwether.event.InvalidEventException;
import org.bellwether.event.Prediction;
import org.jspecify.annotations.Nullable;

/** Makes predictions of a logged request, a logged response, or both: one for each row. */
record InferencePredictions(String model, String id, List<String> names) {

  /**
   * The predictions of a request and its response.
   *
   * @param request {@code null} if only the response is known
   * @param response {@code null} if only the request is known
   * @param arrived when the later of them came, for senders that give no time
   * @param error why there is no response, {@code null} if there is
   * @throws InvalidEventException if the two do not fit together
   */
  List<Prediction> of(
      @Nullable CloudEvent request,
      @Nullable CloudEvent response,
      Instant arrived,
      @Nullable String error) {
    List<InferenceInputs.Row> inputs =
        request == null
            ? List.of()
            : InferenceInputs.of(JsonTree.read(request.data(), "data"), names).rows();
    InferenceOutputs outputs =
        response == null ? null : InferenceOutputs.of(JsonTree.read(response.data(), "data"));
    int rows = outputs == null ? inputs.size() : outputs.rows().size();
    if (request != null && inputs.size() != rows) {
      throw new InvalidEventException(
          "data", "the request has " + inputs.size() + " rows and its response " + rows);
    }
    Instant time = time(request, response, arrived);
    List<Prediction> all = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      Prediction.Builder prediction =
          Prediction.of(rows == 1 ? id : id + "-" + i, model, time).error(error);
      segments(prediction, request != null ? request : response);
      if (request != null) {
        inputs.get(i).features().forEach(prediction::feature);
        prediction.embedding(inputs.get(i).embedding());
      }
      if (outputs != null) {
        answer(prediction.version(outputs.version()), outputs.rows().get(i));
      }
      all.add(prediction.build());
    }
    return all;
  }

  private static void answer(Prediction.Builder prediction, InferenceOutputs.Row output) {
    prediction.prediction(output.prediction()).score(output.score());
    output.scores().forEach((name, value) -> prediction.score(name, value));
  }

  /** The response's time is that of the answer; the request's is the next best. */
  private static Instant time(
      @Nullable CloudEvent request, @Nullable CloudEvent response, Instant arrived) {
    Instant answered = response == null ? null : response.time();
    Instant asked = request == null ? null : request.time();
    return answered != null ? answered : asked != null ? asked : arrived;
  }

  private static void segments(Prediction.Builder prediction, @Nullable CloudEvent event) {
    if (event != null) {
      for (String name : List.of("namespace", "endpoint")) {
        String value = event.attribute(name, "");
        if (!value.isBlank()) {
          prediction.segment(name, value);
        }
      }
    }
  }
}
