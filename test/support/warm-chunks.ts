/** Loads what a first click would load, so that no wait in a test runs against the transformation of these files. */
import '../../src/components/after-click';
import '../../src/components/announcer';
import '../../src/react/browser-engine';
