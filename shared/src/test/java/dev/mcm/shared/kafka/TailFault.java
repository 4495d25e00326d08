package dev.mcm.shared.kafka;

import org.apache.kafka.common.errors.DisconnectException;

/// What may happen to a tail at any step.
enum TailFault {
    WAKE_UP {
        @Override
        void happen(TailScene scene) {
            scene.wakeUp();
        }
    },
    DISCONNECT {
        @Override
        void happen(TailScene scene) {
            scene.disconnected();
            throw new DisconnectException("planted");
        }
    },
    HANDLER_FAILS {
        @Override
        void happen(TailScene scene) {
            scene.failOnce();
        }
    },
    MORE_RECORDS {
        @Override
        void happen(TailScene scene) {
            FakeTopics.Range range = scene.topics.range("b");
            scene.topics.create("b", range.begin(), range.end() + 4);
        }
    },
    RECORDS_GONE {
        @Override
        void happen(TailScene scene) {
            FakeTopics.Range range = scene.topics.range("b");
            scene.topics.create("b", range.end() - 1, range.end() + 4);
        }
    },
    FORBIDDEN {
        @Override
        void happen(TailScene scene) {
            scene.topics.forbidden.add("b");
        }
    },
    UNLED {
        @Override
        void happen(TailScene scene) {
            scene.topics.unled.add("b");
        }
    };

    /// On the tail's thread.
    abstract void happen(TailScene scene);

    /// What lasts is over.
    static void end(TailScene scene) {
        scene.topics.forbidden.clear();
        scene.topics.unled.clear();
    }
}
