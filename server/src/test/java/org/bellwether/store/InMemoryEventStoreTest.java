package org.bellwether.store;

import org.bellwether.event.EventStore;

class InMemoryEventStoreTest extends EventStoreContract {

  private final EventStore store = EventStore.inMemory();

  @Override
  EventStore store() {
    return store;
  }
}
