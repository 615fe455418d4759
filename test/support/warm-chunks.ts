/** Loads what a first click would load, so that no wait in a test runs against the transformation of these files. */
import '../../src/components/feedback/feedback';
import '../../src/browser/engine';
