package org.bellwether.client;

/** The kinds of event and where each is sent. */
enum Kind {
  PREDICTION("predictions"),
  LABEL("labels"),
  FEEDBACK("feedback"),
  CHANGE("changes");

  private final String path;

  Kind(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }
}
