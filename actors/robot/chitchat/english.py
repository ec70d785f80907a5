"""PURE: the presets of chit-chat in English."""

from __future__ import annotations

from typing import Final

from actors.robot.chitchat.preset import Category, Preset

ENGLISH_PRESETS: Final = (
    Preset(
        Category.GREETING,
        "greeting",
        (
            *("hello", "hi", "hey", "hi there", "good morning", "good afternoon"),
            *("good evening", "hello there", "anybody there?", "is anyone there?"),
            *("are you there?", "greetings"),
            *("hiya", "howdy", "hello again", "hey there", "hello everyone"),
            *("hi team", "morning", "knock knock", "good day"),
        ),
        (
            "Hello! What can I do for you?",
            "Hi there. Just ask your question.",
        ),
    ),
    Preset(
        Category.HOW_ARE_YOU,
        "how are you",
        (
            *("how are you?", "how are you doing?", "what's up?", "how do you do?"),
            *("how is your day?", "are you well?", "how have you been?", "you ok?"),
            *("how are things?", "how is it going?", "how are you today?"),
            *("what are you doing?", "are you busy?", "everything ok?"),
        ),
        (
            "I am fine, thank you. What can I do for you?",
            "All well here. How can I help?",
        ),
    ),
    Preset(
        Category.THANKS,
        "thanks",
        (
            *("thanks", "thank you", "thank you very much", "many thanks", "thx"),
            *("cheers", "thanks a lot", "much appreciated", "thank you so much"),
            "thanks for your help",
            *("thanks so much", "thank you for your help", "great thanks"),
            *("perfect thank you", "ty", "thanks a million", "I appreciate it"),
            *("that helped, thanks", "cheers for that"),
        ),
        (
            "You are welcome.",
            "Glad to help. Ask again whenever you like.",
        ),
    ),
    Preset(
        Category.BYE,
        "goodbye",
        (
            *("bye", "goodbye", "bye bye", "see you", "see you later", "good night"),
            *("that's all", "I have to go", "no more questions", "talk to you later"),
            "have a nice day",
            *("cya", "ciao", "take care", "I'm off", "I'm leaving now"),
            *("got to go", "until next time", "see you tomorrow"),
            *("that was all", "speak soon"),
        ),
        (
            "Goodbye, and have a nice day!",
            "See you. I am here whenever you need me.",
        ),
    ),
    Preset(
        Category.PRAISE,
        "praise",
        (
            *("well done", "good job", "you are great", "great service", "good bot"),
            *("you are so smart", "that was very helpful", "awesome", "nice work"),
            *("you are amazing", "excellent", "you're the best"),
            *("great", "perfect", "brilliant", "impressive"),
            *("you are very helpful", "fantastic", "you are clever"),
            *("good answer", "I like talking to you", "well played"),
        ),
        (
            "Thank you, that is kind of you.",
            "Glad you like it!",
        ),
    ),
    Preset(
        Category.COMPLAINT,
        "complaint",
        (
            *("you are stupid", "this is useless", "you don't understand me"),
            *("you are no help", "bad bot", "terrible service", "this is ridiculous"),
            *("that's not what I asked", "you suck", "what a waste of time"),
            *("you are dumb", "I am angry"),
            *("useless", "rubbish", "idiot", "wrong answer", "you are wrong"),
            *("this doesn't help", "you didn't answer my question"),
            *("stupid bot", "this is annoying", "worst service ever"),
            *("you are annoying", "not helpful"),
        ),
        (
            "I am sorry. Please try it in other words.",
            "Sorry that I was no help. Please tell me what exactly is wrong.",
        ),
    ),
    Preset(
        Category.APOLOGY,
        "apology",
        (
            *("sorry", "I'm sorry", "my bad", "my mistake", "excuse me", "I apologise"),
            *("sorry about that", "sorry wrong chat"),
            *("so sorry", "I am so sorry", "pardon", "my fault", "oops"),
            *("I made a mistake", "sorry for the confusion", "wrong window"),
        ),
        (
            "No problem at all. Please go on.",
            "Never mind. What can I do for you?",
        ),
    ),
    Preset(
        Category.ACKNOWLEDGE,
        "acknowledgement",
        (
            *("ok", "okay", "all right", "got it", "I see", "fine", "sure", "yes"),
            *("I understand", "makes sense", "good to know", "ok thanks"),
            *("okay got it", "understood", "right", "cool", "alright"),
            *("sounds good", "k", "will do", "okay thanks", "clear", "noted"),
            "okie",
        ),
        (
            "Good. Is there anything else?",
            "All right. I am here if you need more.",
        ),
    ),
    Preset(
        Category.LAUGH,
        "laughter",
        (
            *("haha", "hahaha", "lol", "lmao", "rofl", "hehe", "that's funny"),
            "you are funny",
            *("hahahaha", "lool", "ha ha", "that made me laugh", "so funny"),
            "hilarious",
        ),
        (
            "Good to see you laugh.",
            "Haha. What else can I do for you?",
        ),
    ),
    Preset(
        Category.WHO_ARE_YOU,
        "who are you",
        (
            *("who are you?", "what is your name?", "what's your name?"),
            *("introduce yourself", "tell me about yourself", "who is this?"),
            *("what are you called?", "do you have a name?"),
            *("who am I speaking to?", "who am I chatting with?", "your name?"),
            *("what should I call you?", "what are you?"),
        ),
        (
            "I am the assistant here and answer the usual questions.",
            "I am this service's robot. Nice to meet you.",
        ),
    ),
    Preset(
        Category.ARE_YOU_ROBOT,
        "are you a robot",
        (
            *("are you a robot?", "are you a bot?", "are you human?", "are you real?"),
            *("are you a real person?", "am I talking to a machine?", "are you an AI?"),
            "is this a bot?",
            *("are you a machine?", "is this a human?"),
            *("am I talking to a person?", "are you a computer?"),
            *("is this automated?", "am I chatting with a bot?"),
            "robot or human?",
        ),
        (
            "I am a robot. Just ask me.",
            "Yes, a robot, and here to answer your questions.",
        ),
    ),
    Preset(
        Category.WHAT_CAN_YOU_DO,
        "what can you do",
        (
            *("what can you do?", "what can I ask you?", "how can you help me?"),
            *("what are you good for?", "what do you know?", "what can you help with?"),
            "what are your features?",
            *("what do you do?", "what kind of questions can I ask?"),
            *("what else can you do?", "help me, what can you do?"),
            "what topics do you know?",
        ),
        (
            "Ask me how something works or how long it takes, in one sentence.",
            "I answer usual questions; what I cannot answer goes to a colleague.",
        ),
    ),
    Preset(
        Category.AGE,
        "age",
        (
            *("how old are you?", "what is your age?", "when were you born?"),
            *("when is your birthday?", "are you old?", "are you young?"),
            *("your age?", "how many years old are you?"),
            "what year were you born?",
        ),
        (
            "Young enough to learn something every day.",
            "A robot never tells its age.",
        ),
    ),
    Preset(
        Category.WEATHER,
        "weather",
        (
            *("how is the weather?", "what's the weather like?", "will it rain today?"),
            *("is it cold outside?", "weather forecast", "will it snow tomorrow?"),
            *("nice weather today", "what is the temperature?"),
            *("what is the weather today?", "is it raining?", "is it sunny?"),
            *("how hot is it today?", "will it be warm tomorrow?"),
            *("is it going to snow?", "weather tomorrow"),
        ),
        (
            "I cannot see the weather from here: a forecast knows better.",
            "Whatever the weather, I hope your day is bright.",
        ),
    ),
    Preset(
        Category.JOKE,
        "joke",
        (
            *("tell me a joke", "do you know a joke?", "say something funny"),
            *("another joke please", "can you tell jokes?", "make me smile"),
            "tell me something funny",
            *("joke please", "I want to hear a joke", "give me a joke"),
            *("tell me another one", "amuse me", "say a joke"),
        ),
        (
            "Why do robots take holidays? To recharge their batteries.",
            "There are 10 kinds of people: those who read binary and those who do not.",
        ),
    ),
    Preset(
        Category.LOVE,
        "love",
        (
            *("I love you", "marry me", "do you love me?", "do you have a girlfriend?"),
            *("do you have a boyfriend?", "are you single?", "be my girlfriend"),
            "I like you",
            *("I think you are cute", "I'm in love with you"),
            *("will you go out with me?", "be my boyfriend", "do you like me?"),
            *("kiss me", "are you married?"),
        ),
        (
            "Thank you. I only have eyes for questions.",
            "That is sweet. How can I help you?",
        ),
    ),
    Preset(
        Category.BORED,
        "boredom",
        (
            *("I am bored", "I'm bored", "talk to me", "chat with me", "entertain me"),
            *("I am lonely", "I am sad", "let's chat", "keep me company"),
            *("so bored", "this is boring", "I have nothing to do"),
            *("I feel lonely", "can we talk?", "I feel sad", "cheer me up"),
        ),
        (
            "I am here. Ask me anything about our service.",
            "A walk or a song may help; questions I answer at any time.",
        ),
    ),
)
